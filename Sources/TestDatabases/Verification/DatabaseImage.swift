internal import LibPQ

/// Everything of a database that the next test must find as the migrations made it: what can be seen from SQL.
///
/// A clone has the numbers (oid) of its template's objects, so images of clones of one template are compared
/// verbatim.
struct DatabaseImage: Sendable {
  private let parts: [DatabaseImagePart]
  /// What each part's rows sum up to: first what is quickly read, then the rows themselves.
  private let sums: [String: String]
  private let rows: [String: [String]]

  /// The image of a clone that nobody has used yet, which others are compared with.
  static func pristine(_ connection: Connection) async throws -> DatabaseImage {
    try await unseen(connection) {
      let parts = try await DatabaseImagePart.all(connection)
      var rows: [String: [String]] = [:]
      for part in parts { rows[part.name] = try await lines(part, connection) }
      return DatabaseImage(parts: parts, sums: try await sums(parts, connection), rows: rows)
    }
  }

  /// How a database differs from this image: lines for what is missing and for what is too much.
  func differences(_ connection: Connection) async throws -> [String] {
    try await Self.unseen(connection) {
      let catalogs = try await differences(parts.filter(\.isCatalog), connection)
      // Where an object is missing, its rows can't be read.
      return try await catalogs.isEmpty ? differences(parts.filter { !$0.isCatalog }, connection) : catalogs
    }
  }

  private func differences(_ parts: [DatabaseImagePart], _ connection: Connection) async throws -> [String] {
    let others = try await Self.sums(parts, connection)
    var found: [String] = []
    for part in parts where others[part.name] != sums[part.name] {
      var expected: [String: Int] = [:]
      for line in rows[part.name] ?? [] { expected[line, default: 0] += 1 }
      var excess: [String] = []
      for line in try await Self.lines(part, connection) {
        if let left = expected[line], left > 0 { expected[line] = left - 1 } else { excess.append(line) }
      }
      let missing = expected.filter { $0.value > 0 }.keys.sorted()
      found += missing.prefix(3).map { "\(part.name): missing \($0.prefix(300))" }
      found += excess.sorted().prefix(3).map { "\(part.name): too much \($0.prefix(300))" }
      if missing.count > 3 || excess.count > 3 {
        found.append("\(part.name): \(missing.count) missing, \(excess.count) too much in all")
      }
    }
    return found
  }

  private static func sums(_ parts: [DatabaseImagePart], _ connection: Connection) async throws -> [String: String] {
    let statement = parts.map(\.sum).joined(separator: "\nUNION ALL\n")
    let rows = try await connection.query(statement).rows
    return Dictionary(
      uniqueKeysWithValues: rows.map { ($0["part"] ?? "", "\($0["number"] ?? "")/\($0["hash"] ?? "")") })
  }

  private static func lines(_ part: DatabaseImagePart, _ connection: Connection) async throws -> [String] {
    try await connection.query(part.contents).rows.map { $0[0] ?? "NULL" }
  }

  /// Looks at a database in a transaction that moves no counter, as far as the role may see to that, so that looking hides
  /// nothing from the pool; afterwards the session is as it was.
  private static func unseen<Result: Sendable>(
    _ connection: Connection, _ body: () async throws -> Result
  ) async throws -> Result {
    try await connection.execute("BEGIN")
    do {
      try await connection.execute(ImageStatements.prepare)
      let mayHide = try await connection.query(ImageStatements.mayStopCounting).firstValue == "t"
      if mayHide { try await connection.execute(ImageStatements.stopCounting) }
      let result = try await body()
      try await connection.execute("COMMIT")
      return result
    } catch {
      _ = try? await connection.execute("ROLLBACK")
      throw error
    }
  }
}
