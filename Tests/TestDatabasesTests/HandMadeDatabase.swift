import LibPQ
import OwnTestServer

@testable import TestDatabases

/// Databases that are made by hand, as a run that died, a person, or somebody's malice would make them.
enum HandMadeDatabase {
  static func create(_ name: String, options: String = "") async throws {
    try await TestServer.administrate { connection in
      try await connection.execute("CREATE DATABASE \(try await connection.quoted(identifier: name)) \(options)")
    }
  }

  /// Gives one a comment; `nil` takes it away.
  static func comment(_ name: String, _ text: String?) async throws {
    try await TestServer.administrate { connection in
      let quoted = try await connection.quoted(identifier: name)
      var comment = "NULL"
      if let text { comment = try await connection.quoted(literal: text) }
      try await connection.execute("COMMENT ON DATABASE \(quoted) IS \(comment)")
    }
  }

  /// Gives one a mark of ours.
  ///
  /// - Parameter place: Where the mark says that it belongs; by default to this very database.
  static func mark(_ name: String, _ mark: DatabaseMark, place: DatabaseMark.Place? = nil) async throws {
    var mark = mark
    mark.place = if let place { place } else { try await self.place(name) }
    try await comment(name, mark.comment())
  }

  /// The comment that one has.
  static func comment(_ name: String) async throws -> String? {
    try await TestServer.administrate {
      try await $0.query(Statements.databases, [name]).rows.first?["comment"]
    }
  }

  /// What a mark says of a database where it belongs there.
  static func place(_ name: String) async throws -> DatabaseMark.Place {
    try await TestServer.administrate { connection in
      DatabaseMark.Place(
        server: try await connection.query(Statements.systemIdentifier).firstValue,
        database: try await connection.query(Statements.databases, [name]).rows.first?["oid"].flatMap { UInt32($0) }
          ?? 0)
    }
  }

  /// Makes one look as if its DROP had been interrupted, which takes a superuser.
  static func interruptDrop(_ name: String) async throws {
    try await TestServer.administrate {
      _ = try await $0.query(
        "UPDATE pg_database SET datconnlimit = -2, datistemplate = false WHERE datname = $1", [name])
    }
  }

  static func drop(_ name: String) async throws {
    try await TestServer.administrate { connection in
      let quoted = try await connection.quoted(identifier: name)
      // Not to one whose DROP was interrupted, which would cost the connection.
      let isTemplate = "SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate"
      if try await connection.query(isTemplate, [name]).firstValue != nil {
        try await connection.execute("ALTER DATABASE \(quoted) IS_TEMPLATE false")
      }
      try await connection.execute("DROP DATABASE IF EXISTS \(quoted) WITH (FORCE)")
    }
  }
}
