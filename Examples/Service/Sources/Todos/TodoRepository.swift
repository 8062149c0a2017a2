import Foundation

/// The todos in a database.
public struct TodoRepository: Sendable {
  private let database: Database

  /// Keeps the todos in `database`.
  public init(_ database: Database) {
    self.database = database
  }

  /// Adds one.
  ///
  /// - Parameter title: What is to be done.
  /// - Returns: The new one.
  /// - Throws: ``DatabaseError``: `23505` where it is on the list already, `23514` or `22001` where the title is empty
  ///   or too long.
  public func add(title: String) async throws -> Todo {
    let rows = try await database.execute("INSERT INTO todo (title) VALUES ($1) RETURNING \(Self.columns)", [title])
    return try Self.todo(rows[0])
  }

  /// All of them, the oldest first.
  public func list() async throws -> [Todo] {
    try await database.execute("SELECT \(Self.columns) FROM todo ORDER BY created_at, id").map(Self.todo)
  }

  /// The one with this key, if there is one.
  public func find(_ id: Todo.ID) async throws -> Todo? {
    try await database.execute("SELECT \(Self.columns) FROM todo WHERE id = $1", [id.uuidString]).first
      .map(Self.todo)
  }

  /// Says that one is done, or is not; nil where there is none with this key.
  public func setDone(_ done: Bool, of id: Todo.ID) async throws -> Todo? {
    try await database.execute(
      "UPDATE todo SET done = $2 WHERE id = $1 RETURNING \(Self.columns)", [id.uuidString, String(done)]
    ).first.map(Self.todo)
  }

  /// Deletes one; false where there is none with this key.
  public func delete(_ id: Todo.ID) async throws -> Bool {
    try await !database.execute("DELETE FROM todo WHERE id = $1 RETURNING id", [id.uuidString]).isEmpty
  }

  private static let columns = "id, title, done"

  private static func todo(_ row: [String?]) throws -> Todo {
    guard row.count == 3, let id = row[0].flatMap(UUID.init(uuidString:)), let title = row[1], let done = row[2] else {
      throw DatabaseError("a row of the table todo has not the columns \(columns)")
    }
    return Todo(id: id, title: title, done: done == "t")
  }
}
