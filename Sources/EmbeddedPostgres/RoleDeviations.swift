package import LibPQ

/// What tests have set for the roles of the embedded server, which they may do for themselves, and which all databases and all
/// later runs would have.
///
/// The roles are this tool's own, so what they are like is known, and no run needs to remember how it found them.
package struct RoleDeviations: Sendable {
  /// In a few words each, without any password.
  package let found: [String]
  private let statements: [String]
  private let roles: [String?]
  private let password: String

  /// Looks for them.
  ///
  /// - Parameters:
  ///   - testsRole: Another role that tests connect as.
  ///   - password: That of all of them.
  ///   - connection: The superuser's.
  /// - Throws: `PostgresError`.
  package static func read(
    testsRole: String?, password: String, _ connection: ExclusiveConnection
  ) throws -> RoleDeviations {
    let roles = [ServerSettings.owner, ServerSettings.reader, testsRole]
    var rows = try connection.query(Statements.deviations, roles).rows.compactMap { row in
      row["fact"].flatMap { fact in row["undoes"].map { (fact, $0) } }
    }
    rows += try passwords(of: roles, password, connection)
    return RoleDeviations(found: rows.map(\.0), statements: rows.map(\.1), roles: roles, password: password)
  }

  private static func passwords(
    of roles: [String?], _ password: String, _ connection: ExclusiveConnection
  ) throws -> [(fact: String, undoes: String)] {
    try connection.query(Statements.passwords, roles).rows.compactMap { row in
      guard let quoted = row["role"], !SCRAMVerifier.isOf(password, row["verifier"] ?? "") else { return nil }
      let verifier = try connection.quoted(literal: SCRAMVerifier.make(password: password))
      return ("the password of role \(quoted)", "ALTER ROLE \(quoted) PASSWORD \(verifier)")
    }
  }

  /// Makes the roles what they are to be.
  ///
  /// - Parameter connection: The superuser's.
  /// - Throws: `PostgresError`.
  package func undo(_ connection: ExclusiveConnection) throws {
    if statements.isEmpty { return }
    try connection.execute(statements.joined(separator: ";\n"))
    // One that was made again has none yet.
    for password in try Self.passwords(of: roles, password, connection) { try connection.execute(password.undoes) }
  }

  private enum Statements {
    /// What is not as it is to be for the owner `$1`, the reader `$2` and another role `$3`, and what makes it so.
    ///
    /// What groups the owner and the other role are in is the migrations' concern. From version 16 on a membership has a grantor,
    /// who has to be named.
    static let deviations = """
      WITH role AS (SELECT * FROM pg_catalog.pg_authid WHERE rolname IN ($1, $2, $3))
      SELECT pg_catalog.format('setting %s of role %I', setting, rolname) AS fact,
        pg_catalog.format('ALTER ROLE %I RESET %I', rolname, pg_catalog.split_part(setting, '=', 1)) AS undoes
      FROM role
      JOIN pg_catalog.pg_db_role_setting AS s ON s.setrole = role.oid AND s.setdatabase = 0
      CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) AS setting
      UNION ALL
      SELECT pg_catalog.format('role %I CONNECTION LIMIT %s', rolname, rolconnlimit),
        pg_catalog.format('ALTER ROLE %I CONNECTION LIMIT -1', rolname)
      FROM role WHERE rolconnlimit <> -1
      UNION ALL
      SELECT pg_catalog.format('role %I VALID UNTIL %L', rolname, rolvaliduntil),
        pg_catalog.format('ALTER ROLE %I VALID UNTIL ''infinity''', rolname)
      FROM role WHERE rolvaliduntil < 'infinity'
      UNION ALL
      SELECT pg_catalog.format('role %I NOLOGIN', rolname), pg_catalog.format('ALTER ROLE %I LOGIN', rolname)
      FROM role WHERE NOT rolcanlogin
      UNION ALL
      SELECT pg_catalog.format('role %I NOINHERIT', rolname), pg_catalog.format('ALTER ROLE %I INHERIT', rolname)
      FROM role WHERE NOT rolinherit AND rolname IN ($1, $2)
      UNION ALL
      SELECT pg_catalog.format('role %I CREATEDB', rolname), pg_catalog.format('ALTER ROLE %I NOCREATEDB', rolname)
      FROM role WHERE rolcreatedb AND rolname IN ($1, $2)
      UNION ALL
      SELECT pg_catalog.format('role %I %s', rolname, CASE WHEN rolcreaterole THEN 'CREATEROLE' ELSE 'NOCREATEROLE' END),
        pg_catalog.format('ALTER ROLE %I %s', rolname, CASE WHEN rolcreaterole THEN 'NOCREATEROLE' ELSE 'CREATEROLE' END)
      FROM role WHERE rolname IN ($1, $2) AND rolcreaterole <> (rolname = $1)
      UNION ALL
      SELECT pg_catalog.format('membership of %I in %I', role.rolname, g.rolname),
        pg_catalog.format('REVOKE %I FROM %I%s', g.rolname, role.rolname,
          CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 160000
            THEN pg_catalog.format(' GRANTED BY %I', b.rolname) END)
      FROM role
      JOIN pg_catalog.pg_auth_members AS m ON m.member = role.oid
      JOIN pg_catalog.pg_roles AS g ON g.oid = m.roleid
      LEFT JOIN pg_catalog.pg_roles AS b ON b.oid = m.grantor
      WHERE role.rolname = $2 AND g.rolname <> 'pg_read_all_data'
      UNION ALL
      SELECT pg_catalog.format('membership of %I in pg_read_all_data is gone', rolname),
        pg_catalog.format('GRANT pg_read_all_data TO %I', rolname)
      FROM role WHERE rolname = $2 AND NOT pg_catalog.pg_has_role(oid, 'pg_read_all_data', 'MEMBER')
      UNION ALL
      SELECT pg_catalog.format('role %I is gone', name),
        pg_catalog.format('CREATE ROLE %I LOGIN', name)
          || CASE WHEN name = $2 THEN pg_catalog.format('; GRANT pg_read_all_data TO %I', name) ELSE '' END
      FROM pg_catalog.unnest(ARRAY[$1, $2, $3]) AS name
      WHERE name IS NOT NULL AND NOT EXISTS (SELECT FROM role WHERE rolname = name)
      """

    static let passwords = """
      SELECT pg_catalog.quote_ident(rolname) AS role, rolpassword AS verifier
      FROM pg_catalog.pg_authid WHERE rolname IN ($1, $2, $3)
      """
  }
}
