/// How a cluster of ours is made, and how its server is configured.
///
/// Nothing here outlives a crash of the machine: what is in it can be made again at any time.
struct ServerSettings: Sendable {
  /// The superuser, whom only this tool can be, and only through the socket.
  static let superuser = "db_tool"
  /// The role that owns the databases. Migrations run as it, and tests where they have no other; it is no superuser.
  static let owner = "dbtest"
  /// The role of tests that only read.
  static let reader = "dbtest_reader"
  /// All roles that are the tool's own.
  static let ownRoles = [superuser, owner, reader]
  /// Counted up when clusters of an older version of this tool are of no use any more.
  private static let format = "1"

  /// What `initdb` is told, besides where.
  var initdbArguments: [String] {
    [
      "--no-sync", "--encoding=UTF8", "--username=\(Self.superuser)", "--auth-local=peer",
      "--auth-host=reject", "--no-instructions",
      // Where it fails, the number of what its backend may have left in memory is in a file that it would remove.
      "--no-clean",
    ] + Self.localeArguments
  }

  /// The configuration, in the form of `postgresql.conf`.
  var configuration: String {
    """
    # Durability is of no use here: a cluster that wasn't shut down cleanly is thrown away.
    fsync = off
    synchronous_commit = off
    full_page_writes = off
    wal_level = minimal
    max_wal_senders = 0
    max_wal_size = 1GB
    checkpoint_timeout = 1h
    # Room for many tests, each with a connection pool of its own.
    max_connections = 300
    shared_buffers = 128MB
    # A prepared transaction would keep a database from being dropped.
    max_prepared_transactions = 0
    # Nothing may change a table's files or statistics behind the tests' back.
    autovacuum = off
    jit = off
    # Files of this kind go with the data directory, even after kill -9.
    dynamic_shared_memory_type = mmap
    listen_addresses = '127.0.0.1'
    unix_socket_permissions = 0700
    password_encryption = 'scram-sha-256'
    timezone = 'UTC'
    log_timezone = 'UTC'
    datestyle = 'iso, mdy'
    lc_messages = 'C'
    log_line_prefix = '%m [%p] %q%u@%d '
    cluster_name = 'swift-db-test'

    """
  }

  /// Who may connect, in the form of `pg_hba.conf`.
  ///
  /// The superuser is let in through the socket only, and by the word of the kernel that it is us; so he
  /// needs no password, and there is none to lose.
  var hostBasedAuthentication: String {
    """
    local all \(Self.superuser) peer map=\(Self.superuser)
    local all all scram-sha-256
    host all \(Self.superuser) all reject
    host all all 127.0.0.1/32 scram-sha-256

    """
  }

  /// Which user of the operating system is the superuser, in the form of `pg_ident.conf`.
  func userNameMap(ownName: String) -> String { "\(Self.superuser) \"\(ownName)\" \(Self.superuser)\n" }

  /// All that decides whether two clusters are the same.
  var fingerprint: String {
    ([Self.format] + initdbArguments + [configuration, hostBasedAuthentication]).joined(separator: "\n")
  }
}
