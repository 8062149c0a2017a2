import XCTest

final class LegacyTests: XCTestCase {
  func testReachesTheDatabase() throws {
    XCTAssertEqual(try Database.query("SELECT 1"), "1")
  }
}
