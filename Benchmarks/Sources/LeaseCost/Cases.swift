import BenchmarkTools
import DBTesting
import Foundation

/// The cases that are measured on one schema.
struct Cases {
  let schema: Schema
  /// How often each is measured.
  let rounds: Int
  /// How many tests there are in the long row; none where that is 0.
  let inARow: Int
  /// A part of the names of those to measure; empty for all.
  let only: String

  /// Measures them, one after the other.
  ///
  /// Those in which databases are made and dropped come last, since dropping goes on after them.
  func measure() async throws -> [Measurement] {
    var all: [(name: String, times: [Double], bareCase: String?)] = []
    func add(_ name: String, _ bareCase: String? = nil, _ times: () async throws -> [Double]) async throws {
      guard only.isEmpty || name.contains(only) else { return }
      all.append((name, try await times(), bareCase))
    }
    all.append(("first, cold", [try await Meter.lease()], nil))
    try await add("untouched") { try await Meter.leases(rounds) }
    try await add("3 rows in the same 2 tables", "same") { try await Meter.leases(rounds, Schema.threeRows) }
    try await add("the same, every table used before", "same") {
      // The members of the pool that such a row of tests goes through, and more.
      _ = try await Meter.leases(6, schema.rowInEach)
      return try await Meter.leases(rounds, Schema.threeRows)
    }
    try await add("3 rows in 2 other tables each time", "other") {
      try await Meter.leases(rounds) { try await $0.execute(schema.threeRows(inTest: $1)) }
    }
    try await add("changed reference rows", "reference") { try await Meter.leases(rounds, Schema.referenceRows) }
    try await add("10,000 rows", "many") { try await Meter.leases(max(10, rounds / 10), Schema.manyRows) }
    for atATime in [1, 2, 8, 32] {
      try await add("3 rows, \(atATime) at a time", "same") {
        try await Meter.leases(max(rounds, atATime * 20), atATime: atATime, Schema.threeRows)
      }
    }
    try await add("a process for each test", "same") { try processes(max(10, rounds / 10)) }
    if inARow > 0 {
      let times = try await Meter.leases(inARow, Schema.threeRows)
      try await add("\(inARow) in a row: the first hundred", "same") { Array(times.prefix(100)) }
      try await add("\(inARow) in a row: the last hundred", "same") { Array(times.suffix(100)) }
    }
    try await add("a clone of its own") { try await Meter.leases(max(5, rounds / 20), .clone) }
    let bare = try await bareSQL()
    let measurements = all.map {
      Measurement(
        name: $0.name, tables: schema.tables, lease: Sample($0.times), bareSQL: $0.bareCase.flatMap { bare[$0] })
    }
    let others = [
      ("truncate", "bare TRUNCATE of all tables"), ("rollback", "a bare transaction, rolled back"),
    ]
    return measurements
      + others.compactMap { key, name in
        bare[key].map { Measurement(name: name, tables: schema.tables, lease: $0, bareSQL: bare["same"]) }
      }
  }

  /// What undoing by hand takes, in a database of the same kind.
  private func bareSQL() async throws -> [String: Sample] {
    try await withTestDatabase(.clone) { database in
      let connection = try PostgresConnection(database.dsn)
      let rounds = min(rounds, 300)
      func sample(_ count: Int, _ change: (Int) -> String, _ undo: (Int) -> String) throws -> Sample {
        try Meter.bareSQL(count, connection, change, undo: undo)
      }
      return [
        "same": try sample(rounds, { _ in Schema.threeRows }, { _ in Schema.undoThreeRows }),
        "other": try sample(rounds, schema.threeRows(inTest:), schema.undoThreeRows(inTest:)),
        "reference": try sample(rounds, { _ in Schema.referenceRows }, { _ in Schema.undoReferenceRows }),
        "many": try sample(10, { _ in Schema.manyRows }, { _ in Schema.undoManyRows }),
        "truncate": try sample(max(5, rounds / 20), { _ in Schema.threeRows }, { _ in schema.truncateAll }),
        "rollback": try Meter.rolledBack(rounds, connection, Schema.threeRows),
      ]
    }
  }

  /// Starts a process for each test, as `swift test --parallel` does for XCTest, and has it say how long its lease took.
  private func processes(_ count: Int) throws -> [Double] {
    try (0..<count).map { _ in
      let process = Process()
      process.executableURL = ToolSession.program
      process.arguments = ["single"]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      guard let time = Double(text.split(separator: "\n").last ?? "") else {
        throw ToolSession.Failure(description: "a test in a process of its own failed: \(text)")
      }
      return time
    }
  }
}
