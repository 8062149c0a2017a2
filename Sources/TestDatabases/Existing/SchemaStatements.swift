/// The statements that read ``SchemaProperties``.
enum SchemaStatements {
  /// The schemas that somebody may use, with each privilege that somebody has on one.
  static let schemas = """
    SELECT n.nspname AS name, pg_catalog.pg_get_userbyid(n.nspowner) AS owner,
      pg_catalog.obj_description(n.oid, 'pg_namespace') AS comment,
      a.privilege_type AS privilege, r.rolname AS grantee, a.is_grantable AS grantable
    FROM pg_catalog.pg_namespace AS n
    LEFT JOIN LATERAL pg_catalog.aclexplode(COALESCE(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) AS a ON true
    LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee
    WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
    """

  /// What `ALTER DEFAULT PRIVILEGES` has set, with each privilege that somebody is to get.
  static let defaults = """
    SELECT o.rolname AS role, n.nspname AS schema, d.defaclobjtype AS kind,
      a.privilege_type AS privilege, r.rolname AS grantee, a.is_grantable AS grantable
    FROM pg_catalog.pg_default_acl AS d
    JOIN pg_catalog.pg_roles AS o ON o.oid = d.defaclrole
    LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace
    LEFT JOIN LATERAL pg_catalog.aclexplode(d.defaclacl) AS a ON true
    LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee
    """

  /// What an object of the kind `$1` that the role `$2` creates has where nobody has said otherwise.
  static let usual = """
    SELECT a.privilege_type AS privilege, r.rolname AS grantee, a.is_grantable AS grantable
    FROM pg_catalog.pg_roles AS o
    CROSS JOIN LATERAL pg_catalog.aclexplode(pg_catalog.acldefault($1::"char", o.oid)) AS a
    LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee
    WHERE o.rolname = $2
    """
}
