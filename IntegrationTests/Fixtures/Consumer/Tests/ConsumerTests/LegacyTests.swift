import XCTest

final class LegacyTests: XCTestCase {
  func testReachesTheDatabase() throws {
    XCTAssertEqual(try Database.query("SELECT 1"), "1")
  }

  func testFailsWhenToldTo() {
    XCTAssertNil(Steering.orders["fail XCTest"], "told to fail")
  }

  func testIsSkipped() throws { throw XCTSkip("never today") }
}
