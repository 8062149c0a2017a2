package import LibPQ

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The PostgreSQL server that this package's own tests run against.
package enum TestServer {
  /// There is no server to test with.
  package struct Missing: Error, CustomStringConvertible {
    package var description: String {
      "set POSTGRES_DSN to a server on which databases and roles may be made"
    }
  }

  /// The server's DSN, as the environment has it.
  package static func dsn() throws -> DSN {
    guard let value = getenv("POSTGRES_DSN") else { throw Missing() }
    return try DSN(parsing: String(cString: value))
  }

  private static let turns = Turns(limit: 8)

  /// Makes an empty database, lets a test use it, and drops it again whatever the test did.
  ///
  /// Few tests have one at the same time; the others wait.
  package static func withDatabase<Result>(_ body: (DSN) async throws -> Result) async throws -> Result {
    await turns.take()
    let outcome = await outcome { try await withDatabaseNow(body) }
    await turns.giveBack()
    return try outcome.get()
  }

  private static func withDatabaseNow<Result>(_ body: (DSN) async throws -> Result) async throws -> Result {
    let server = try dsn()
    let name = "dbt_test_\(UInt64.random(in: .min ... .max))"
    // template0: nobody can be connected to it, which would make this fail.
    try await execute("CREATE DATABASE \(name) TEMPLATE template0", on: server)
    let outcome = await outcome { try await body(server.replacing(["dbname": name])) }
    try await execute("DROP DATABASE \(name) WITH (FORCE)", on: server)
    return try outcome.get()
  }

  private static func execute(_ statement: String, on server: DSN) async throws {
    let connection = try await Connection.open(server)
    try await connection.execute(statement)
    await connection.close()
  }

  /// What a piece of work came to, so that something can be done in either case.
  private static func outcome<Result>(
    _ body: () async throws -> Result
  ) async -> Swift.Result<Result, any Error> {
    do {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }
}
