import CServicePostgres
import Foundation

/// An open connection of libpq's. Its calls wait for the server, so ``Database`` makes them, on a thread of its own.
final class Connection {
  private let pointer: OpaquePointer

  /// Connects.
  ///
  /// - Throws: ``DatabaseError`` where the server is away or says no.
  init(dsn: String) throws {
    guard let pointer = PQconnectdb(dsn) else { throw DatabaseError("there is no memory for a connection") }
    guard PQstatus(pointer) == CONNECTION_OK else {
      defer { PQfinish(pointer) }
      throw DatabaseError(String(cString: PQerrorMessage(pointer)))
    }
    self.pointer = pointer
  }

  deinit {
    PQfinish(pointer)
  }

  /// Runs one statement and returns its rows, with nil for NULL.
  ///
  /// - Throws: ``DatabaseError`` with the SQLSTATE of what went wrong.
  func execute(_ sql: String, _ parameters: [String]) throws -> [[String?]] {
    let values = parameters.map { strdup($0) }
    defer { values.forEach { free($0) } }
    let result = PQexecParams(
      pointer, sql, Int32(values.count), nil, values.map { UnsafePointer($0) }, nil, nil, 0)
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
      return (0..<PQntuples(result)).map { row in
        (0..<PQnfields(result)).map { column in
          PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
        }
      }
    default:
      throw DatabaseError(result, of: pointer)
    }
  }
}
