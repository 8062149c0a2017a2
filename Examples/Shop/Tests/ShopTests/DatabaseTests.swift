import Foundation
import Shop
import XCTest

/// The thin layer over libpq, in XCTest to show that both kinds get the same database.
final class DatabaseTests: XCTestCase {
  func testParametersComeBackAsTheyWent() throws {
    let (text, id, number) = ("Robert'); DROP TABLE product; --\n€", UUID(), Decimal(string: "-12.3400"))
    let rows = try TestDatabase.connect().execute(
      "SELECT $1::text AS text, $2::uuid AS id, $3::numeric AS number, $4::integer AS nothing",
      [text, id, number, nil])
    XCTAssertEqual(try rows[0].value("text"), text)
    XCTAssertEqual(try rows[0].value("id"), id)
    XCTAssertEqual(try rows[0].value("number"), number)
    XCTAssertNil(try rows[0].optional("nothing", as: Int.self))
    XCTAssertThrowsError(try rows[0].value("nothing", as: Int.self))
  }

  func testErrorsCarryTheirSQLState() throws {
    let database = try TestDatabase.connect()
    XCTAssertThrowsError(try database.execute("SELEKT 1")) { error in
      XCTAssertEqual((error as? DatabaseError)?.sqlState, .syntaxError)
    }
    XCTAssertEqual(try database.execute("SELECT 1 AS one")[0].value("one"), 1)
  }

  func testFailedTransactionLeavesNothing() throws {
    struct ChangedMind: Error {}
    let database = try TestDatabase.connect()
    let products = ProductRepository(database)
    let name = unique("unwanted")
    XCTAssertThrowsError(
      try database.transaction {
        try products.add(name: name)
        throw ChangedMind()
      }
    ) { XCTAssert($0 is ChangedMind) }
    XCTAssertEqual(try products.list(prefix: name), [])
  }

  func testClosesOnce() throws {
    let database = try TestDatabase.connect()
    database.close()
    database.close()
    XCTAssertThrowsError(try database.execute("SELECT 1"))
  }
}
