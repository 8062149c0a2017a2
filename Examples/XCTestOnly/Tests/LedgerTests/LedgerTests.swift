import DBTesting
import DBTestingXCTest
import Ledger
import XCTest

/// Each test has a clean database of its own, from `setUp` on, also with `swift package db-test --parallel`.
final class LedgerTests: XCTestCase {
  private var ledger: Ledger?

  override func setUp() async throws {
    let database = try await TestDatabase.make(for: self)
    ledger = try Ledger(dsn: database.dsn)
    // The database goes back before `tearDown`, but after this.
    addTeardownBlock { [unowned self] in self.ledger = nil }
  }

  func testTransfers() throws {
    let ledger = try XCTUnwrap(ledger)
    try ledger.open("ann", balance: 100)
    try ledger.open("bob")
    XCTAssertEqual(try ledger.transfer(30, from: "ann", to: "bob"), 1)
    XCTAssertEqual(try ledger.balance(of: "ann"), 70)
    XCTAssertEqual(try ledger.balance(of: "bob"), 30)
  }

  /// The same names and the same first number as in the other test.
  func testTransfersNothingThatIsNotThere() throws {
    let ledger = try XCTUnwrap(ledger)
    try ledger.open("ann", balance: 10)
    try ledger.open("bob")
    XCTAssertThrowsError(try ledger.transfer(30, from: "ann", to: "bob"))
    XCTAssertEqual(try ledger.balance(of: "ann"), 10)
    XCTAssertEqual(try ledger.balance(of: "bob"), 0)
  }

  func testAnAccountIsOpenedOnce() throws {
    let ledger = try XCTUnwrap(ledger)
    try ledger.open("ann")
    XCTAssertThrowsError(try ledger.open("ann"))
  }
}
