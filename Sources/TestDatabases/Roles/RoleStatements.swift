/// The statements that read what is set for roles, and that make it so again.
enum RoleStatements {
  /// Whether we may read passwords, as they are stored.
  static let maySeePasswords = """
    SELECT pg_catalog.has_column_privilege('pg_catalog.pg_authid', 'rolpassword', 'SELECT')
    """

  /// Whether this session may have written anything, in this transaction or just before, where that stands: as counted by itself.
  static let mayHaveWritten = """
    SELECT pg_catalog.sum(pg_catalog.pg_stat_get_xact_tuples_inserted(oid)
      + pg_catalog.pg_stat_get_xact_tuples_updated(oid) + pg_catalog.pg_stat_get_xact_tuples_deleted(oid))
    FROM (VALUES ('pg_catalog.pg_authid'::pg_catalog.regclass), ('pg_catalog.pg_db_role_setting')) AS c (oid)
    """

  /// What is set for the roles `$1`, `$2` and `$3` and for all roles, as far as a role may change that of itself or of others
  /// like it: one row for each thing, with its role, a text that tells it from others and the statements that make it so, make it so in
  /// the database `$4` alone, and no longer so.
  ///
  /// - Parameter withPasswords: Whether we may read these.
  static func facts(withPasswords: Bool) -> String {
    let passwords = """

      UNION ALL
      SELECT rolname, pg_catalog.format('the password of role %I', rolname),
        pg_catalog.format('ALTER ROLE %I PASSWORD %L', rolname, rolpassword), '', ''
      FROM pg_catalog.pg_authid WHERE rolname IN ($1, $2, $3)
      """
    return """
      WITH role AS (
        SELECT oid, rolname, rolconnlimit, pg_catalog.quote_ident(rolname) AS name,
          ARRAY[
            CASE WHEN rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END, CASE WHEN rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END,
            CASE WHEN rolcreatedb THEN 'CREATEDB' ELSE 'NOCREATEDB' END,
            CASE WHEN rolcreaterole THEN 'CREATEROLE' ELSE 'NOCREATEROLE' END,
            CASE WHEN rolsuper THEN 'SUPERUSER' ELSE 'NOSUPERUSER' END,
            CASE WHEN rolreplication THEN 'REPLICATION' ELSE 'NOREPLICATION' END,
            CASE WHEN rolbypassrls THEN 'BYPASSRLS' ELSE 'NOBYPASSRLS' END] AS attributes,
          CASE WHEN pg_catalog.isfinite(rolvaliduntil)
            THEN pg_catalog.to_char(rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00'
            ELSE COALESCE(rolvaliduntil::text, 'infinity') END AS valid
        FROM pg_catalog.pg_roles WHERE rolname IN ($1, $2, $3))
      SELECT rolname AS role, pg_catalog.format('role %s CONNECTION LIMIT %s', name, rolconnlimit) AS fact,
        pg_catalog.format('ALTER ROLE %s CONNECTION LIMIT %s', name, rolconnlimit) AS makes,
        '' AS confines, '' AS undoes
      FROM role
      UNION ALL
      SELECT rolname, pg_catalog.format('role %s VALID UNTIL %L', name, valid),
        pg_catalog.format('ALTER ROLE %s VALID UNTIL %L', name, valid), '', ''
      FROM role
      UNION ALL
      SELECT rolname, pg_catalog.format('role %s %s', name, word),
        pg_catalog.format('ALTER ROLE %s %s', name, word), '', ''
      FROM role CROSS JOIN LATERAL pg_catalog.unnest(attributes) AS word
      UNION ALL
      SELECT rolname, pg_catalog.format('setting %s of role %s', setting, target.name),
        pg_catalog.format('ALTER ROLE %s SET %I TO %s', target.name, part.name, literal),
        pg_catalog.format('ALTER ROLE %s IN DATABASE %I SET %I TO %s', target.name, COALESCE($4, ''), part.name, literal),
        pg_catalog.format('ALTER ROLE %s RESET %I', target.name, part.name)
      FROM (SELECT oid, rolname, name FROM role UNION ALL SELECT 0, NULL, 'ALL') AS target
      JOIN pg_catalog.pg_db_role_setting AS s ON s.setrole = target.oid AND s.setdatabase = 0
      \(settings)\(withPasswords ? passwords : "")
      """
  }

  /// One row for each setting in `s.setconfig`, as `setting`, its name as `part.name`, and its value as it is written in
  /// `ALTER ROLE`, as `literal`.
  ///
  /// The value of one that is a list of names is stored as these are written. Source: PostgreSQL's
  /// `src/bin/pg_dump/dumputils.c`, `variable_is_guc_list_quote`.
  private static let settings = """
    CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) AS setting
    CROSS JOIN LATERAL (
      SELECT pg_catalog.split_part(setting, '=', 1), pg_catalog.substr(setting, pg_catalog.strpos(setting, '=') + 1)
    ) AS part (name, value)
    CROSS JOIN LATERAL (
      SELECT CASE
        WHEN part.name NOT IN ('local_preload_libraries', 'search_path', 'session_preload_libraries', 'temp_tablespaces')
          OR value = '' THEN pg_catalog.quote_literal(value)
        WHEN value = '""' THEN pg_catalog.quote_literal('') ELSE value END
    ) AS written (literal)
    """
}
