/// The statements of this module.
///
/// What takes no parameters in PostgreSQL is put in quoted, by `PQescapeIdentifier` or `PQescapeLiteral`.
enum Statements {
  /// Whether anybody has made anything in a database: a relation, a type or a function in any schema.
  static let holdsSomething = """
    SELECT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid >= 16384)
      OR EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid >= 16384)
      OR EXISTS (SELECT FROM pg_catalog.pg_type WHERE oid >= 16384)
    """

  /// The first key of the advisory locks; the second is the session's number.
  static let lockClass: Int32 = 1_684_174_964

  static let nothing = "SELECT 1"

  /// What tells a server from all others.
  static let systemIdentifier = "SELECT system_identifier FROM pg_catalog.pg_control_system()"

  static let takeLock = "SELECT pg_catalog.pg_try_advisory_lock($1, $2)"

  /// Keeps others from migrating a database by hand. Its first key is none of the other locks'.
  static let takeMigrationLock = "SELECT pg_catalog.pg_try_advisory_lock(1684174966, 0)"

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

  /// Whether a role may log in, and whether we, by our own name, can see and end its connections.
  ///
  /// Source: PostgreSQL's `src/backend/storage/ipc/signalfuncs.c` and `src/include/utils/backend_status.h`
  /// (`HAS_PGSTAT_PERMISSIONS`): having the privileges of the role allows both.
  static let testsRole = """
    SELECT r.rolcanlogin AS login, m.rolname AS own,
      pg_catalog.pg_has_role(m.oid, r.oid, 'USAGE') AND (m.rolsuper OR NOT r.rolsuper) AS governed
    FROM pg_catalog.pg_roles AS r
    CROSS JOIN pg_catalog.pg_roles AS m
    WHERE r.rolname = $1 AND m.rolname = current_user
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

  static func giveTo(_ owner: String, _ name: String) -> String { "ALTER DATABASE \(name) OWNER TO \(owner)" }

  static func connectionLimit(_ name: String, _ limit: Int) -> String {
    "ALTER DATABASE \(name) CONNECTION LIMIT \(limit)"
  }

  static func rename(_ name: String, to other: String) -> String {
    "ALTER DATABASE \(name) RENAME TO \(other)"
  }

  /// Somebody connected meanwhile, or made, renamed or dropped the same database: `object_in_use`,
  /// `duplicate_database`, `unique_violation`, `invalid_catalog_name`, and what two catalog updates at once give.
  static let statesOfInterference: Set<String> = ["55006", "42P04", "23505", "3D000", "XX000", "40001", "40P01"]

  /// Without force the server ends no clients, but workers of autovacuum, which to force takes rights that owners don't have.
  static func drop(_ name: String, isForced: Bool = true) -> String {
    "DROP DATABASE IF EXISTS \(name)\(isForced ? " WITH (FORCE)" : "")"
  }

  /// What is known of databases: of one by its name, or of all where that is NULL.
  static let databases = """
    SELECT d.oid, d.datname AS name, d.datconnlimit AS connection_limit,
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

  static let currentDatabase = """
    SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
    """

  /// Ends whoever else is in this database, and tells the last query of each client.
  ///
  /// - Parameter hasKeepers: Whether sessions of this tool have connections here that stay.
  static func endOthers(hasKeepers: Bool) -> String {
    """
    SELECT application_name, query, datname, pid, pg_catalog.pg_terminate_backend(pid)
    FROM pg_catalog.pg_stat_activity
    WHERE datname = pg_catalog.current_database() AND usesysid IS NOT NULL
      AND pid <> pg_catalog.pg_backend_pid() AND pid <> $1::int\(hasKeepers ? " AND pid NOT IN (\(ExistingStatements.keepers))" : "")
    """
  }

  /// Ends clients that name an earlier lease than any of those that their database belongs to.
  static let endReturned = """
    SELECT a.application_name, a.query, a.datname, pg_catalog.pg_terminate_backend(a.pid)
    FROM pg_catalog.pg_stat_activity AS a
    JOIN (SELECT database, pg_catalog.array_agg(lease) AS leases, pg_catalog.max(lease) AS newest
          FROM ROWS FROM (pg_catalog.unnest($2::text[]), pg_catalog.unnest($3::int[])) AS x (database, lease)
          GROUP BY database) AS l
      ON l.database = a.datname
    WHERE CASE WHEN a.application_name ~ ('^' || $1 || '[0-9]{1,9}$')
      THEN pg_catalog.substr(a.application_name, pg_catalog.length($1) + 1)::int < l.newest
        AND pg_catalog.substr(a.application_name, pg_catalog.length($1) + 1)::int <> ALL (l.leases) END
    """

  static let preparedTransactions = """
    SELECT gid FROM pg_catalog.pg_prepared_xacts WHERE database = pg_catalog.current_database()
    """

  static let subscriptions = """
    SELECT s.subname FROM pg_catalog.pg_subscription AS s
    JOIN pg_catalog.pg_database AS d ON d.oid = s.subdbid
    WHERE d.datname = pg_catalog.current_database()
    """

  /// Drops a subscription without asking the server that it subscribes to. A name is quoted.
  static func dropSubscription(_ name: String) -> [String] {
    [
      "ALTER SUBSCRIPTION \(name) DISABLE", "ALTER SUBSCRIPTION \(name) SET (slot_name = NONE)",
      "DROP SUBSCRIPTION \(name)",
    ]
  }

  /// Makes a template a database that can be dropped.
  ///
  /// The comment is the one that it has; but to write it takes a lock that a DROP by somebody else is waited for with, and
  /// ALTER, which does not wait, would cost the connection then.
  static func noTemplate(_ name: String, mark: String) -> [String] {
    ["BEGIN", comment(name, mark), "ALTER DATABASE \(name) WITH IS_TEMPLATE false", "COMMIT"]
  }

  /// Creates a database from another one of ours, which nobody may be connected to.
  static func clone(_ name: String, of template: String, owner: String, strategy: String) -> String {
    """
    CREATE DATABASE \(name) OWNER \(owner) TEMPLATE \(template) STRATEGY \(strategy) \
    CONNECTION LIMIT \(DatabaseMark.unmarkedConnectionLimit)
    """
  }

  static let set = "SELECT pg_catalog.set_config($1, $2, false)"

  /// What `ALTER DATABASE … SET` and `ALTER ROLE … IN DATABASE … SET` have set.
  static let settings = """
    SELECT r.rolname AS role, pg_catalog.unnest(s.setconfig) AS setting
    FROM pg_catalog.pg_db_role_setting AS s
    JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase
    LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole
    WHERE d.datname = $1
    """

  /// Who may do what with a database, where that was ever changed; in the order in which it was granted.
  static let privileges = """
    SELECT r.rolname AS grantee, a.privilege_type AS privilege, a.is_grantable AS grantable
    FROM pg_catalog.pg_database AS d
    LEFT JOIN LATERAL pg_catalog.aclexplode(d.datacl) WITH ORDINALITY
      AS a (grantor, grantee, privilege_type, is_grantable, number) ON true
    LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee
    WHERE d.datname = $1 AND d.datacl IS NOT NULL
    ORDER BY a.number
    """
}
