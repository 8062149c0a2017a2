internal import LibPQ

/// What `CREATE DATABASE … TEMPLATE` does not copy, and migrations may have set: settings and privileges.
///
/// Source: PostgreSQL manual, "Template Databases".
struct DatabaseProperties: Sendable, Hashable, Codable {
  /// A setting, of the database or of one role in it.
  struct Setting: Sendable, Hashable, Codable {
    let role: String?
    let name: String
    let value: String
  }

  /// A privilege on the database.
  struct Privilege: Sendable, Hashable, Codable {
    /// A role, or `nil` for PUBLIC.
    let grantee: String?
    let privilege: Right
    let isGrantable: Bool
  }

  /// Source: PostgreSQL manual, "Privileges".
  enum Right: String, Sendable, Hashable, Codable {
    case create = "CREATE"
    case connect = "CONNECT"
    case temporary = "TEMPORARY"
  }

  let settings: [Setting]
  /// `nil` where nobody changed them.
  let privileges: [Privilege]?
  /// How many clients there may be at the same time; −1 for any number.
  let connectionLimit: Int

  /// Reads those of a database.
  static func read(_ database: String, _ connection: Connection) async throws -> DatabaseProperties {
    let settings = try await connection.query(Statements.settings, [database]).rows.compactMap { row -> Setting? in
      guard let entry = row["setting"], let sign = entry.firstIndex(of: "=") else { return nil }
      return Setting(
        role: row["role"], name: String(entry[..<sign]), value: String(entry[entry.index(after: sign)...]))
    }
    let rows = try await connection.query(Statements.privileges, [database]).rows
    let privileges = rows.compactMap { row in
      row["privilege"].flatMap { Right(rawValue: $0) }.map {
        Privilege(grantee: row["grantee"], privilege: $0, isGrantable: row["grantable"] == "t")
      }
    }
    let limit = try await connection.query(Statements.databases, [database]).rows.first?["connection_limit"]
    return DatabaseProperties(
      settings: settings, privileges: rows.isEmpty ? nil : privileges,
      connectionLimit: limit.flatMap { Int($0) } ?? -1)
  }

  /// Gives them to another database, which is new.
  func apply(to database: String, owner: String, _ connection: Connection) async throws {
    let quoted = try await connection.quoted(identifier: database)
    for setting in settings {
      let target = try await Self.target(setting, of: quoted, connection)
      let name = try await Self.quotedName(setting.name, connection)
      if Self.listSettings.contains(setting.name) {
        // Its value is a list of quoted names, which as one literal would become one name.
        _ = try await connection.query(Statements.set, [setting.name, setting.value])
        try await connection.execute("ALTER \(target) SET \(name) FROM CURRENT; RESET \(name)")
      } else {
        let value = try await connection.quoted(literal: setting.value)
        try await connection.execute("ALTER \(target) SET \(name) TO \(value)")
      }
    }
    guard let privileges else { return }
    let owner = try await connection.quoted(identifier: owner)
    try await connection.execute("REVOKE ALL ON DATABASE \(quoted) FROM PUBLIC, \(owner)")
    for privilege in privileges {
      let grantee = try await privilege.grantee.asyncMap { try await connection.quoted(identifier: $0) } ?? "PUBLIC"
      let option = privilege.isGrantable ? " WITH GRANT OPTION" : ""
      try await connection.execute("GRANT \(privilege.privilege.rawValue) ON DATABASE \(quoted) TO \(grantee)\(option)")
    }
  }

  /// Gives them back to the database that they are of, in which they have been changed since.
  func restore(to database: String, owner: String, _ connection: Connection) async throws {
    let now = try await Self.read(database, connection)
    guard now != self else { return }
    let quoted = try await connection.quoted(identifier: database)
    for setting in now.settings where !settings.contains(setting) {
      let target = try await Self.target(setting, of: quoted, connection)
      try await connection.execute("ALTER \(target) RESET \(try await Self.quotedName(setting.name, connection))")
    }
    let usual = Self.usualPrivileges(owner: owner)
    let areChanged = Set(now.privileges ?? usual) != Set(privileges ?? usual)
    if areChanged {
      for grantee in Set((now.privileges ?? usual).map(\.grantee)) {
        let role = try await grantee.asyncMap { try await connection.quoted(identifier: $0) } ?? "PUBLIC"
        try await connection.execute("REVOKE ALL ON DATABASE \(quoted) FROM \(role) CASCADE")
      }
    }
    if now.connectionLimit != connectionLimit {
      try await connection.execute("ALTER DATABASE \(quoted) CONNECTION LIMIT \(connectionLimit)")
    }
    let changed = DatabaseProperties(
      settings: settings.filter { !now.settings.contains($0) }, privileges: areChanged ? privileges ?? usual : nil,
      connectionLimit: connectionLimit)
    try await changed.apply(to: database, owner: owner, connection)
  }

  /// What everybody may do with a database, and its owner, as long as nobody has changed that.
  ///
  /// Source: PostgreSQL manual, "Privileges".
  private static func usualPrivileges(owner: String) -> [Privilege] {
    let everybody = [Right.temporary, .connect].map { Privilege(grantee: nil, privilege: $0, isGrantable: false) }
    return everybody
      + [Right.create, .temporary, .connect].map { Privilege(grantee: owner, privilege: $0, isGrantable: false) }
  }

  /// What a setting is one of.
  private static func target(
    _ setting: Setting, of quoted: String, _ connection: Connection
  ) async throws -> String {
    let role = try await setting.role.asyncMap { try await connection.quoted(identifier: $0) }
    return role.map { "ROLE \($0) IN DATABASE \(quoted)" } ?? "DATABASE \(quoted)"
  }

  /// A setting's name may have a prefix: `my.setting`.
  private static func quotedName(_ name: String, _ connection: Connection) async throws -> String {
    var parts: [String] = []
    for part in name.split(separator: ".") {
      parts.append(try await connection.quoted(identifier: String(part)))
    }
    return parts.joined(separator: ".")
  }

  /// Source: PostgreSQL's `src/bin/pg_dump/dumputils.c`, `variable_is_guc_list_quote`.
  private static let listSettings: Set<String> = [
    "local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries",
    "temp_tablespaces", "unix_socket_directories",
  ]
}

extension Optional {
  /// `map` for what takes its time.
  fileprivate func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
