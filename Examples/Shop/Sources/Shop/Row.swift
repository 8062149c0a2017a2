import CShopPostgres

/// A row of a result.
public struct Row: Sendable {
  private let columns: [String: String]

  init(_ result: OpaquePointer?, at row: Int32) {
    var columns: [String: String] = [:]
    for column in 0..<PQnfields(result) where PQgetisnull(result, row, column) == 0 {
      columns[String(cString: PQfname(result, column))] = String(cString: PQgetvalue(result, row, column))
    }
    self.columns = columns
  }

  /// The value of a column that may be NULL.
  ///
  /// - Parameters:
  ///   - column: The column's name in the result.
  ///   - as: What it holds.
  /// - Returns: The value; nil for NULL.
  /// - Throws: ``DatabaseError`` where the column holds something else than a `Value`.
  public func optional<Value: PostgresValue>(_ column: String, as: Value.Type = Value.self) throws -> Value? {
    guard let text = columns[column] else { return nil }
    guard let value = Value(postgresText: text) else {
      throw DatabaseError("column \(column) holds no \(Value.self): \(text)")
    }
    return value
  }

  /// The value of a column that is never NULL.
  ///
  /// - Parameters:
  ///   - column: The column's name in the result.
  ///   - as: What it holds.
  /// - Returns: The value.
  /// - Throws: ``DatabaseError`` where the column is NULL or holds something else than a `Value`.
  public func value<Value: PostgresValue>(_ column: String, as: Value.Type = Value.self) throws -> Value {
    guard let value = try optional(column, as: Value.self) else {
      throw DatabaseError("column \(column) is NULL or not there")
    }
    return value
  }
}
