/// The statements of this module.
///
/// What takes no parameters in PostgreSQL is put in quoted, by `PQescapeIdentifier` or `PQescapeLiteral`.
enum Statements {
  /// The first key of the advisory locks; the second is the session's number.
  static let lockClass: Int32 = 1_684_174_964

  static let nothing = "SELECT 1"

  static let takeLock = "SELECT pg_catalog.pg_try_advisory_lock($1, $2)"

  /// Whether a session lives. Read, never tried: a try succeeds on the backend that holds the lock already,
  /// which a pooler may have handed to us. The two keys of four bytes have `objsubid` 2.
  static let sessionLives = """
    SELECT 1
    FROM pg_catalog.pg_locks
    WHERE locktype = 'advisory' AND objsubid = 2 AND granted
      AND classid = ($1::bigint)::oid AND objid = ($2::bigint)::oid
    """

  static let whoAmI = """
    SELECT current_user AS role, r.rolsuper AS superuser, r.rolcreatedb AS createdb,
      pg_catalog.current_setting('server_version') AS version,
      pg_catalog.current_setting('server_version_num') AS number
    FROM pg_catalog.pg_roles AS r
    WHERE r.rolname = current_user
    """

  static func createDatabase(_ name: String, owner: String) -> String {
    """
    CREATE DATABASE \(name) OWNER \(owner) TEMPLATE template0 \
    CONNECTION LIMIT \(DatabaseMark.unmarkedConnectionLimit)
    """
  }

  static func comment(_ name: String, _ comment: String) -> String {
    "COMMENT ON DATABASE \(name) IS \(comment)"
  }

  static func noConnectionLimit(_ name: String) -> String {
    "ALTER DATABASE \(name) CONNECTION LIMIT -1"
  }

  static func rename(_ name: String, to other: String) -> String {
    "ALTER DATABASE \(name) RENAME TO \(other)"
  }

  static func drop(_ name: String) -> String {
    "DROP DATABASE IF EXISTS \(name) WITH (FORCE)"
  }

  /// What is known of databases: of one by its name, or of all where that is NULL.
  static let databases = """
    SELECT d.datname AS name, d.datconnlimit AS connection_limit,
      pg_catalog.pg_get_userbyid(d.datdba) AS owner,
      pg_catalog.shobj_description(d.oid, 'pg_database') AS comment
    FROM pg_catalog.pg_database AS d
    WHERE d.datname = $1 OR $1 IS NULL
    """

  /// Ends the clients of a database.
  static let endClients = """
    SELECT pg_catalog.pg_terminate_backend(pid)
    FROM pg_catalog.pg_stat_activity
    WHERE datname = $1 AND backend_type = 'client backend' AND pid <> pg_catalog.pg_backend_pid()
    """

  static let countClients = """
    SELECT pg_catalog.count(*)
    FROM pg_catalog.pg_stat_activity
    WHERE datname = $1 AND pid <> pg_catalog.pg_backend_pid()
    """

  /// Ends what a session that died still has under way, such as a CREATE DATABASE that nobody waits for.
  static let endSession = """
    SELECT pg_catalog.pg_terminate_backend(pid)
    FROM pg_catalog.pg_stat_activity
    WHERE application_name = $1 AND pid <> pg_catalog.pg_backend_pid()
    """

  static let countSession = """
    SELECT pg_catalog.count(*)
    FROM pg_catalog.pg_stat_activity
    WHERE application_name = $1 AND pid <> pg_catalog.pg_backend_pid()
    """
}
