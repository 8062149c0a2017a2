package import LibPQ

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The PostgreSQL server that this package's own tests run against.
///
/// `swift package db-test` provides it like any other package's. These tests need more than a database,
/// though: they make some of their own.
package enum TestServer {
  /// There is no server to test with.
  package struct Missing: Error, CustomStringConvertible {
    package var description: String {
      "no POSTGRES_DSN: run the tests with  swift package db-test --migrations Tests/Migrations"
    }
  }

  /// The server of the environment, in the role that tests have there.
  ///
  /// The database is the one that every server has: that of the environment itself belongs, for a while, to tests
  /// that take it for themselves, and whoever else is in it then is ended.
  package static func dsn() throws -> DSN {
    guard let value = variable("POSTGRES_DSN") else { throw Missing() }
    return try DSN(parsing: value).replacing(["dbname": "postgres"])
  }

  /// Where databases and roles can be made.
  ///
  /// On the embedded server that is its superuser, whom the server knows by our account; on a given server it
  /// is the role of the connection string, which has made the database of the environment, too.
  package static func administrator() throws -> DSN {
    let dsn = try dsn()
    guard dsn["user"] == "dbtest", let socket = variable("POSTGRES_SOCKET") else { return dsn }
    let directory = socket.prefix(upTo: socket.lastIndex(of: "/") ?? socket.startIndex)
    return DSN([
      "host": String(directory), "port": dsn["port"] ?? "5432", "user": "db_tool", "dbname": "postgres",
    ])
  }

  private static let turns = Turns(limit: 8)

  /// Makes an empty database, lets a test use it, and drops it again whatever the test did.
  ///
  /// Few tests have one at the same time; the others wait. It is owned by who connects to it: `owner`, or the
  /// role of ``dsn()`` where none is given.
  package static func withDatabase<Result>(
    owner: DSN? = nil, _ body: (DSN) async throws -> Result
  ) async throws -> Result {
    try await withTurn { dsn in try await withDatabaseNow(owner ?? dsn, body) }
  }

  /// Lets a test use the database of the environment, for temporary things only, when its turn comes.
  package static func withTurn<Result>(_ body: (DSN) async throws -> Result) async throws -> Result {
    let dsn = try dsn()
    await turns.take()
    let outcome = await outcome { try await body(dsn) }
    await turns.giveBack()
    return try outcome.get()
  }

  private static func withDatabaseNow<Result>(
    _ owner: DSN, _ body: (DSN) async throws -> Result
  ) async throws -> Result {
    let name = "dbt_test_\(UInt64.random(in: .min ... .max))"
    try await administrate { connection in
      let role = try await connection.quoted(identifier: owner["user"] ?? "")
      // template0: nobody can be connected to it, which would make this fail.
      try await connection.execute("CREATE DATABASE \(name) OWNER \(role) TEMPLATE template0")
    }
    let outcome = await outcome { try await body(owner.replacing(["dbname": name])) }
    try await administrate { try await $0.execute("DROP DATABASE \(name) WITH (FORCE)") }
    return try outcome.get()
  }

  /// Lets a test do something where databases and roles can be made.
  ///
  /// - Parameter database: In which one; by default where databases are made.
  @discardableResult
  package static func administrate<Result>(
    in database: String? = nil, _ body: (Connection) async throws -> Result
  ) async throws -> Result {
    let administrator = try administrator()
    let connection = try await Connection.open(
      database.map { administrator.replacing(["dbname": $0]) } ?? administrator)
    let outcome = await outcome { try await body(connection) }
    await connection.close()
    return try outcome.get()
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

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
