import DBTesting
import Foundation
import Shop
import Testing

/// The same service with `DBTesting`: each test has a database of its own, so it may count all rows there are, empty
/// tables and use the same names as the next one, while all of them run at once.
@Suite(.database) struct CatalogueTests {
  let database: Database
  let products: ProductRepository

  init() throws {
    database = try Database(dsn: TestDatabase.current.dsn)
    products = ProductRepository(database)
  }

  @Test(arguments: ["Tea", "Coffee", "Milk", "Sugar"])
  func isEmptyAtFirst(name: String) throws {
    #expect(try products.list().isEmpty)
    try products.add(name: name)
    #expect(try products.list().map(\.name) == [name])
  }

  @Test(.database(fixtures: "catalogue.sql"))
  func listsByName() throws {
    #expect(try products.list().map(\.name) == ["Tea", "Teapot"])
    #expect(try products.list(prefix: "Teap").map(\.price) == [30])
  }

  @Test func knowsTheCountriesOfTheSeed() async throws {
    #expect(try CustomerRepository(database).countryCodes() == ["AT", "CH", "DE", "FR", "IT"])
    // The next test finds them again.
    try await TestDatabase.current.truncate("country")
    #expect(try CustomerRepository(database).countryCodes().isEmpty)
  }

  @Test(.database(.clone)) func outlivesItsReviews() async throws {
    let product = try products.add(name: "Tea")
    try await TestDatabase.current.execute("DROP TABLE review")
    #expect(try products.find(product.id)?.name == "Tea")
  }

  /// A second database beside the test's own: what is in the one is not in the other.
  @Test func isOneCatalogueOfTwo() async throws {
    try products.add(name: "Tea")
    try await withTestDatabase(fixtures: "catalogue.sql") { other in
      let listed = try ProductRepository(Database(dsn: other.dsn)).list()
      #expect(listed.count == 2)
    }
    #expect(try products.list().count == 1)
  }

  @Test(.database(.readOnly)) func writesNothing() throws {
    #expect(throws: DatabaseError.self) { try products.add(name: "Tea") }
    #expect(try products.list().isEmpty)
  }
}
