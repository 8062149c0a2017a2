import DBTesting
import DBTestingXCTest
import Shop
import XCTest

final class OrderLegacyTests: XCTestCase {
  func testPlacesTheFirstOrderThereIs() async throws {
    let database = try Database(dsn: try await TestDatabase.make(for: self).dsn)
    let customer = try CustomerRepository(database).add(email: "ann@example.com", countryCode: "DE")
    let product = try ProductRepository(database).add(name: "Tea", price: 4.20, stock: 3)
    let order = try OrderRepository(database).place(customer: customer.id, quantities: [product.id: 2])
    XCTAssertEqual(try OrderRepository(database).list(customer: customer.id).map(\.id), [order.id])
  }

  func testNobodyHasTheSameAddressTwice() async throws {
    let database = try Database(dsn: try await TestDatabase.make(for: self).dsn)
    let customers = CustomerRepository(database)
    try customers.add(email: "ann@example.com", countryCode: "DE")
    XCTAssertThrowsError(try customers.add(email: "ANN@example.com", countryCode: "FR"))
  }
}
