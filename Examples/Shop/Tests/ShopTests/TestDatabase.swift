import Foundation
import Shop

/// The database that `swift package db-test` made for this run.
///
/// All tests share it, at the same time: Swift Testing runs its tests side by side, and with `--parallel` every
/// XCTest method is a process of its own. So each test makes its own products and customers, and looks at nothing
/// but them and what hangs on them. That needs no lock and no tidying up: keys are random, names come from
/// `unique(_:)`, and the database is dropped after the run. A TRUNCATE after each test, for which all of them would
/// have to queue, would take away the rows of another process's test.
enum TestDatabase {
  struct Missing: Error, CustomStringConvertible {
    let description = "POSTGRES_DSN is not set: run the tests with `swift package db-test`"
  }

  /// Connects to it.
  static func connect() throws -> Database {
    guard let dsn = ProcessInfo.processInfo.environment["POSTGRES_DSN"] else { throw Missing() }
    return try Database(dsn: dsn)
  }
}

/// A name that no other test has.
func unique(_ name: String) -> String {
  "\(name)-\(UUID())"
}

extension CustomerRepository {
  /// Adds a customer of the calling test's own.
  func addAnyone() throws -> Customer {
    try add(email: unique("anyone") + "@example.com", countryCode: "DE")
  }
}
