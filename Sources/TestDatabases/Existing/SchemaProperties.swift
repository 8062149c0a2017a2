internal import LibPQ

/// What is set for the schemas that a database has before it is filled, and which privileges what is created in it is to get:
/// neither goes when the database is emptied.
///
/// It stands in the database's mark, which others may write; so it holds names and no statements.
struct SchemaProperties: Sendable, Hashable, Codable {
  /// A schema.
  struct Schema: Sendable, Hashable, Codable {
    let name: String
    let owner: String
    let comment: String?
    var grants: Set<Grant>
  }

  /// A privilege that somebody has.
  struct Grant: Sendable, Hashable, Codable {
    let privilege: Privilege
    /// A role, or `nil` for PUBLIC.
    let grantee: String?
    let isGrantable: Bool
  }

  /// Source: PostgreSQL manual, "Privileges".
  enum Privilege: String, Sendable, Hashable, Codable {
    case select = "SELECT"
    case insert = "INSERT"
    case update = "UPDATE"
    case delete = "DELETE"
    case truncate = "TRUNCATE"
    case references = "REFERENCES"
    case trigger = "TRIGGER"
    case maintain = "MAINTAIN"
    case usage = "USAGE"
    case create = "CREATE"
    case execute = "EXECUTE"
  }

  /// What `ALTER DEFAULT PRIVILEGES` is told: which objects of which role, in which schema.
  struct Creation: Sendable, Hashable, Codable {
    let role: String
    /// `nil` for all schemas.
    let schema: String?
    let kind: Kind
  }

  /// Source: PostgreSQL manual, "pg_default_acl".
  enum Kind: String, Sendable, Hashable, Codable {
    case tables = "r"
    case sequences = "S"
    case functions = "f"
    case types = "T"
    case schemas = "n"

    /// As the statement has it.
    var words: String {
      switch self {
      case .tables: "TABLES"
      case .sequences: "SEQUENCES"
      case .functions: "FUNCTIONS"
      case .types: "TYPES"
      case .schemas: "SCHEMAS"
      }
    }
  }

  let schemas: [Schema]
  /// What `ALTER DEFAULT PRIVILEGES` has set.
  let defaults: [Creation: Set<Grant>]

  /// Reads those of a database.
  ///
  /// - Throws: `PostgresError`.
  static func read(_ connection: Connection) async throws -> SchemaProperties {
    var schemas: [String: Schema] = [:]
    for row in try await connection.query(SchemaStatements.schemas).rows {
      guard let name = row["name"], let owner = row["owner"] else { continue }
      schemas[name, default: Schema(name: name, owner: owner, comment: row["comment"], grants: [])].grants
        .formUnion(grant(row))
    }
    var defaults: [Creation: Set<Grant>] = [:]
    for row in try await connection.query(SchemaStatements.defaults).rows {
      guard let role = row["role"], let kind = row["kind"].flatMap({ Kind(rawValue: $0) }) else { continue }
      defaults[Creation(role: role, schema: row["schema"], kind: kind), default: []].formUnion(grant(row))
    }
    return SchemaProperties(schemas: schemas.values.sorted { $0.name < $1.name }, defaults: defaults)
  }

  private static func grant(_ row: Row) -> [Grant] {
    guard let privilege = row["privilege"].flatMap({ Privilege(rawValue: $0) }) else { return [] }
    return [Grant(privilege: privilege, grantee: row["grantee"], isGrantable: row["grantable"] == "t")]
  }

  /// Gives them back to the database, in which they may have been changed since.
  ///
  /// - Throws: `PostgresError`.
  func restore(_ connection: Connection) async throws {
    var now = try await Self.read(connection)
    if now == self { return }
    for schema in schemas {
      try await restoreItself(schema, now.schemas.first { $0.name == schema.name }, connection)
    }
    // Another owner is another one who has the privileges.
    now = try await Self.read(connection)
    for schema in schemas {
      guard let changed = now.schemas.first(where: { $0.name == schema.name }), changed.grants != schema.grants
      else { continue }
      let object = "SCHEMA \(try await connection.quoted(identifier: schema.name))"
      try await change(changed.grants, to: schema.grants, "", object, connection)
    }
    for creation in Set(now.defaults.keys).union(defaults.keys) where now.defaults[creation] != defaults[creation] {
      let usual = try await Self.usual(creation, connection)
      var statement = "ALTER DEFAULT PRIVILEGES FOR ROLE \(try await connection.quoted(identifier: creation.role)) "
      if let schema = creation.schema { statement += "IN SCHEMA \(try await connection.quoted(identifier: schema)) " }
      try await change(
        now.defaults[creation] ?? usual, to: defaults[creation] ?? usual, statement, creation.kind.words, connection)
    }
  }

  private func restoreItself(_ schema: Schema, _ now: Schema?, _ connection: Connection) async throws {
    let name = try await connection.quoted(identifier: schema.name)
    let owner = try await connection.quoted(identifier: schema.owner)
    if now == nil {
      try await connection.execute("CREATE SCHEMA \(name) AUTHORIZATION \(owner)")
    } else if now?.owner != schema.owner {
      try await connection.execute("ALTER SCHEMA \(name) OWNER TO \(owner)")
    }
    guard now?.comment != schema.comment else { return }
    let comment = if let comment = schema.comment { try await connection.quoted(literal: comment) } else { "NULL" }
    try await connection.execute("COMMENT ON SCHEMA \(name) IS \(comment)")
  }

  /// - Parameters:
  ///   - prefix: What stands before `GRANT` and `REVOKE`.
  ///   - object: What the privileges are on, in words.
  private func change(
    _ now: Set<Grant>, to wanted: Set<Grant>, _ prefix: String, _ object: String, _ connection: Connection
  ) async throws {
    func quoted(_ grantee: String?) async throws -> String {
      if let grantee { try await connection.quoted(identifier: grantee) } else { "PUBLIC" }
    }
    // The difference alone: what one has granted oneself, or been granted by others, can't all be taken away and given back.
    for grant in now.subtracting(wanted) {
      let stays = wanted.contains { $0.privilege == grant.privilege && $0.grantee == grant.grantee }
      try await connection.execute(
        "\(prefix)REVOKE \(stays ? "GRANT OPTION FOR " : "")\(grant.privilege.rawValue) ON \(object) FROM "
          + "\(quoted(grant.grantee)) CASCADE")
    }
    for grant in wanted.subtracting(now) {
      let option = grant.isGrantable ? " WITH GRANT OPTION" : ""
      try await connection.execute(
        "\(prefix)GRANT \(grant.privilege.rawValue) ON \(object) TO \(quoted(grant.grantee))\(option)")
    }
  }

  /// What is created has anyhow.
  private static func usual(_ creation: Creation, _ connection: Connection) async throws -> Set<Grant> {
    guard creation.schema == nil else { return [] }
    // The letter of sequences is another one there.
    let letter = creation.kind == .sequences ? "s" : creation.kind.rawValue
    return Set(try await connection.query(SchemaStatements.usual, [letter, creation.role]).rows.flatMap(grant))
  }
}
