import CLedgerPostgres
import Foundation

/// Accounts and what was transferred between them, in a PostgreSQL database.
///
/// It has one connection and waits for its answers, so it stays with the task that opened it.
public final class Ledger {
  private let connection: OpaquePointer

  /// Opens the ledger in the database that a DSN names.
  ///
  /// - Throws: ``LedgerError`` where the server is away or says no.
  public init(dsn: String) throws {
    guard let connection = PQconnectdb(dsn) else {
      throw LedgerError(description: "there is no memory for a connection")
    }
    guard PQstatus(connection) == CONNECTION_OK else {
      defer { PQfinish(connection) }
      throw LedgerError(description: String(cString: PQerrorMessage(connection)))
    }
    self.connection = connection
  }

  deinit {
    PQfinish(connection)
  }

  /// Opens an account.
  ///
  /// - Throws: ``LedgerError`` where there is one of this name, or the balance is negative.
  public func open(_ name: String, balance: Int = 0) throws {
    try run("INSERT INTO account (name, balance) VALUES ($1, $2)", [name, String(balance)])
  }

  /// What is on an account; nil where there is none of this name.
  ///
  /// - Throws: ``LedgerError`` where the database can't be asked.
  public func balance(of name: String) throws -> Int? {
    try run("SELECT balance FROM account WHERE name = $1", [name]).first.flatMap { Int($0) }
  }

  /// Transfers an amount, or nothing.
  ///
  /// - Returns: The transfer's number.
  /// - Throws: ``LedgerError`` where there is no such account, or not enough on it.
  @discardableResult
  public func transfer(_ amount: Int, from payer: String, to receiver: String) throws -> Int {
    // One statement, so it is done as a whole or not at all.
    let rows = try run(
      """
      WITH paid AS (UPDATE account SET balance = balance - $3 WHERE name = $1),
           received AS (UPDATE account SET balance = balance + $3 WHERE name = $2)
      INSERT INTO transfer (payer, receiver, amount) VALUES ($1, $2, $3) RETURNING id
      """, [payer, receiver, String(amount)])
    guard let id = rows.first.flatMap({ Int($0) }) else { throw LedgerError(description: "the transfer has no number") }
    return id
  }

  /// Runs a statement.
  ///
  /// - Returns: The first column of its rows.
  @discardableResult
  private func run(_ sql: String, _ parameters: [String]) throws -> [String] {
    let values = parameters.map { strdup($0) }
    defer { values.forEach { free($0) } }
    let result = PQexecParams(
      connection, sql, Int32(values.count), nil, values.map { UnsafePointer($0) }, nil, nil, 0)
    defer { PQclear(result) }
    let status = PQresultStatus(result)
    guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
      throw LedgerError(description: String(cString: PQerrorMessage(connection)))
    }
    return (0..<PQntuples(result)).map { String(cString: PQgetvalue(result, $0, 0)) }
  }
}
