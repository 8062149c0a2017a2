internal import LibPQ
internal import SQLMigrations

/// The table in which a database says what was applied to it: `swift_db_test.migrations`.
struct Bookkeeping: Sendable {
  let connection: Connection

  /// One change of the table, made together with what it tells of.
  enum Entry: Sendable {
    case add(Migration)
    /// A repeatable one was applied again.
    case replace(Migration)
    case remove(Migration)

    /// What is written down for it. Of a large file that takes a while.
    var record: Record {
      switch self {
      case .add(let migration): .add(migration, migration.checksum)
      case .replace(let migration): .replace(migration, migration.checksum)
      case .remove(let migration): .remove(migration)
      }
    }
  }

  /// An entry with all that stands in it.
  enum Record: Sendable {
    case add(Migration, Fingerprint)
    case replace(Migration, Fingerprint)
    case remove(Migration)
  }

  /// What was applied, first to last; nothing where there is no table.
  func applied() async throws -> [AppliedMigration] {
    guard try await hasTable() else { return [] }
    return try await connection.query(Statements.applied).rows.compactMap { row in
      guard let version = row["version"], let name = row["name"],
        let checksum = row["checksum"], let appliedAt = row["applied_at"],
        let milliseconds = row["milliseconds"].flatMap(Double.init)
      else { return nil }
      return AppliedMigration(
        version: version, name: name, checksum: checksum, appliedAt: appliedAt,
        duration: .milliseconds(milliseconds))
    }
  }

  /// Makes the table where there is none.
  func makeTable() async throws {
    if try await !hasTable() { try await connection.execute(Statements.createTable) }
  }

  /// Takes migrations out of it.
  func forget(_ migrations: [Migration]) async throws {
    try await connection.exclusively { connection in
      for migration in migrations {
        for statement in try Self.statements(for: .remove(migration), took: .zero, connection) {
          try connection.execute(statement)
        }
      }
    }
  }

  /// The statements that write an entry.
  static func statements(
    for record: Record, took duration: Duration, _ connection: ExclusiveConnection
  ) throws -> [String] {
    switch record {
    case .replace(let migration, let checksum):
      return try statements(for: .remove(migration), took: .zero, connection)
        + statements(for: .add(migration, checksum), took: duration, connection)
    case .add(let migration, let checksum):
      return [
        Statements.insert(
          version: try connection.quoted(literal: migration.version.text),
          name: try connection.quoted(literal: migration.name),
          checksum: try connection.quoted(literal: checksum.description),
          milliseconds: duration / .milliseconds(1))
      ]
    case .remove(let migration):
      return [Statements.delete(version: try connection.quoted(literal: migration.version.text))]
    }
  }

  /// What else is in the database than in every new one.
  func leftovers() async throws -> [String] {
    try await connection.query(Statements.leftovers).rows.compactMap { $0["object"] }
  }

  private func hasTable() async throws -> Bool {
    try await connection.query(Statements.hasTable).rows.first?["found"] == "t"
  }
}
