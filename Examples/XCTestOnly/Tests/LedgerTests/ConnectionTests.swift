import Foundation
import Ledger
import XCTest

/// Knows nothing of swift-db-test but the variable: all tests of this kind share one database, so each uses names that
/// no other has.
final class ConnectionTests: XCTestCase {
  func testKeepsWhatAnotherConnectionWrote() throws {
    let name = UUID().uuidString
    try ledger().open(name, balance: 5)
    XCTAssertEqual(try ledger().balance(of: name), 5)
  }

  func testKnowsNoAccountThatWasNotOpened() throws {
    XCTAssertNil(try ledger().balance(of: UUID().uuidString))
  }

  private func ledger() throws -> Ledger {
    let dsn = try XCTUnwrap(
      ProcessInfo.processInfo.environment["POSTGRES_DSN"], "run the tests with  swift package db-test")
    return try Ledger(dsn: dsn)
  }
}
