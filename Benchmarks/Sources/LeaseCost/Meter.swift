import BenchmarkTools
import DBTesting

/// Measures what taking a database and giving it back takes.
enum Meter {
  /// One test: the time without what it does.
  static func lease(
    _ kind: DatabaseKind = .pooled, _ body: (TestDatabase) async throws -> Void = { _ in }
  ) async throws -> Double {
    let start = ContinuousClock.now
    var taken = start
    var finished = start
    try await withTestDatabase(kind) { database in
      taken = .now
      try await body(database)
      finished = .now
    }
    let end = ContinuousClock.now
    return ((taken - start) + (end - finished)).milliseconds
  }

  /// How many tests come first that don't count: until the pool has as many databases as they need.
  private static let warmUp = 50

  /// Many tests, one after the other.
  static func leases(
    _ count: Int, _ kind: DatabaseKind = .pooled, _ body: (TestDatabase, Int) async throws -> Void = { _, _ in }
  ) async throws -> [Double] {
    var times: [Double] = []
    let warmUp = kind == .clone ? 3 : warmUp
    for number in 0..<warmUp + count {
      let time = try await lease(kind) { try await body($0, number) }
      if number >= warmUp { times.append(time) }
    }
    return times
  }

  /// Many tests that run the same statements.
  static func leases(_ count: Int, _ statements: String) async throws -> [Double] {
    try await leases(count) { database, _ in try await database.execute(statements) }
  }

  /// Many tests that run the same statements, so many of them at a time.
  static func leases(_ count: Int, atATime: Int, _ statements: String) async throws -> [Double] {
    try await withThrowingTaskGroup(of: [Double].self) { group in
      for _ in 0..<atATime { group.addTask { try await leases(count / atATime, statements) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  /// The same by bare SQL: only the undoing counts.
  static func bareSQL(
    _ count: Int, _ connection: PostgresConnection, _ change: (Int) -> String, undo: (Int) -> String
  ) throws -> Sample {
    Sample(
      try (0..<count).map { number in
        try connection.run(change(number))
        return try timed { try connection.run(undo(number)) }.milliseconds
      })
  }

  /// What a transaction around the same takes that is rolled back.
  static func rolledBack(_ count: Int, _ connection: PostgresConnection, _ change: String) throws -> Sample {
    Sample(
      try (0..<count).map { _ in
        let begin = try timed { try connection.run("BEGIN") }.milliseconds
        try connection.run(change)
        return try begin + timed { try connection.run("ROLLBACK") }.milliseconds
      })
  }
}
