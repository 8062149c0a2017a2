/// The statements that read a ``ClusterImage``: one line of text for each thing.
enum ClusterStatements {
  /// Databases of this tool's are none of anybody's business.
  static let objects = """
    SELECT pg_catalog.format('role %I%s', rolname, pg_catalog.concat(
      CASE WHEN rolsuper THEN ' SUPERUSER' END, CASE WHEN rolcreaterole THEN ' CREATEROLE' END,
      CASE WHEN rolcreatedb THEN ' CREATEDB' END, CASE WHEN rolcanlogin THEN ' LOGIN' END,
      CASE WHEN NOT rolinherit THEN ' NOINHERIT' END, CASE WHEN rolreplication THEN ' REPLICATION' END,
      CASE WHEN rolbypassrls THEN ' BYPASSRLS' END,
      CASE WHEN rolconnlimit >= 0 THEN ' CONNECTION LIMIT ' || rolconnlimit END))
    FROM pg_catalog.pg_roles
    UNION ALL
    SELECT pg_catalog.format('membership of %I in %I', m.rolname, r.rolname)
    FROM pg_catalog.pg_auth_members AS a
    JOIN pg_catalog.pg_roles AS m ON m.oid = a.member
    JOIN pg_catalog.pg_roles AS r ON r.oid = a.roleid
    UNION ALL
    SELECT pg_catalog.format('setting %s of role %s', setting, COALESCE(pg_catalog.quote_ident(r.rolname), 'ALL'))
    FROM pg_catalog.pg_db_role_setting AS s
    CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) AS setting
    LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole
    WHERE s.setdatabase = 0
    UNION ALL
    SELECT pg_catalog.format('tablespace %I', spcname) FROM pg_catalog.pg_tablespace
    UNION ALL
    SELECT pg_catalog.format('database %I', datname) FROM pg_catalog.pg_database WHERE datname !~ '^dbt_'
    UNION ALL
    SELECT pg_catalog.format('privileges on parameter %I', parname) FROM pg_catalog.pg_parameter_acl
    """

  static let maySeeConfiguration = """
    SELECT pg_catalog.has_function_privilege('pg_catalog.pg_show_all_file_settings()', 'EXECUTE')
    """

  /// What ALTER SYSTEM has written.
  static let configuration = """
    SELECT pg_catalog.format('ALTER SYSTEM SET %s = %L', name, setting)
    FROM pg_catalog.pg_show_all_file_settings()
    WHERE sourcefile ~ 'postgresql[.]auto[.]conf$'
    """
}
