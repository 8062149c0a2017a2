import CServicePostgres

/// What PostgreSQL or the connection to it had to complain about.
public struct DatabaseError: Error, Hashable, CustomStringConvertible {
  /// What the server calls it, such as `23505`; nil where there was no server to say so.
  public let sqlState: String?
  /// The message, as libpq words it.
  public let description: String

  init(_ description: String, sqlState: String? = nil) {
    self.description = description
    self.sqlState = sqlState
  }

  /// The error of a result.
  init(_ result: OpaquePointer?, of connection: OpaquePointer) {
    let sqlState = PQresultErrorField(result, Int32(SERVICE_DIAG_SQLSTATE.rawValue)).map { String(cString: $0) }
    self.init(String(cString: PQerrorMessage(connection)), sqlState: sqlState)
  }
}
