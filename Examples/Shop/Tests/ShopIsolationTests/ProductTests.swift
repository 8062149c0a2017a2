import DBTesting
import Shop
import Testing

@Suite(.database) struct ProductTests {
  @Test func storesAProduct() async throws {
    let products = ProductRepository(try Database(dsn: TestDatabase.current.dsn))  // any client
    try products.add(name: "Tea")
    #expect(try await TestDatabase.current.query("SELECT count(*) FROM product").value == "1")
  }
}
