import Foundation
import Shop
import Testing

@Suite struct OrderTests {
  let database: Database
  let orders: OrderRepository
  let products: ProductRepository
  let customer: Customer

  init() throws {
    database = try TestDatabase.connect()
    orders = OrderRepository(database)
    products = ProductRepository(database)
    customer = try CustomerRepository(database).addAnyone()
  }

  @Test func takesFromStockAndGivesBack() throws {
    let product = try products.add(stock: 5)
    let order = try orders.place(customer: customer.id, quantities: [product.id: 3])
    #expect(try products.find(product.id)?.stock == 2)

    #expect(try orders.cancel(order.id))
    #expect(try orders.find(order.id) == nil)
    #expect(try products.find(product.id)?.stock == 5)
  }

  @Test func sellsNothingIfItCannotSellAll() throws {
    let (plenty, scarce) = (try products.add(stock: 9), try products.add(stock: 1))
    let error = #expect(throws: DatabaseError.self) {
      try orders.place(customer: customer.id, quantities: [plenty.id: 2, scarce.id: 2])
    }
    #expect(error?.sqlState == .checkViolation)
    #expect(error?.constraint == "product_stock_check")
    #expect(try orders.list(customer: customer.id).isEmpty)
    #expect(try products.find(plenty.id)?.stock == 9)
  }

  @Test func refusesWhatItDoesNotKnow() throws {
    let unknown = UUID()
    #expect(throws: OrderRepository.PlacingError.unknownProduct(unknown)) {
      try orders.place(customer: customer.id, quantities: [unknown: 1])
    }
    #expect(throws: OrderRepository.PlacingError.empty) {
      try orders.place(customer: customer.id, quantities: [:])
    }
    #expect(try orders.list(customer: customer.id).isEmpty)
  }

  @Test func keepsThePriceOfItsDay() throws {
    let (tea, pot) = (try products.add(price: 4.20, stock: 9), try products.add(price: 30, stock: 1))
    let order = try orders.place(customer: customer.id, quantities: [tea.id: 2, pot.id: 1])
    try products.setPrice(99, of: tea.id)
    #expect(order.total == 38.40)
    #expect(try orders.find(order.id)?.total == 38.40)
  }

  @Test func statusMovesUpdatedAt() throws {
    let product = try products.add(stock: 1)
    let placed = try orders.place(customer: customer.id, quantities: [product.id: 1])
    #expect(placed.status == .placed)
    try orders.setStatus(.paid, of: placed.id)
    let paid = try #require(try orders.find(placed.id))
    #expect(paid.status == .paid)
    #expect(paid.createdAt == placed.createdAt)
    #expect(paid.updatedAt > placed.updatedAt)
  }

  @Test func statusIsOneOfTheEnum() throws {
    let labels = try database.execute("SELECT unnest(enum_range(NULL::order_status)) AS label")
    #expect(try labels.map { try $0.value("label") } == OrderStatus.allCases)
    let error = #expect(throws: DatabaseError.self) { try database.execute("SELECT 'lost'::order_status") }
    #expect(error?.sqlState == .invalidTextRepresentation)
  }

  @Test func orderedProductStays() throws {
    let product = try products.add(stock: 1)
    try orders.place(customer: customer.id, quantities: [product.id: 1])
    let error = #expect(throws: DatabaseError.self) { try products.delete(product.id) }
    #expect(error?.sqlState == .foreignKeyViolation)
    #expect(error?.constraint == "order_line_product_id_fkey")
  }
}
