import Foundation

/// The shop's orders.
public struct OrderRepository {
  /// Why an order can't be placed, where that isn't for the database to say.
  public enum PlacingError: Error, Hashable {
    /// There is nothing in it.
    case empty
    /// There is no such product.
    case unknownProduct(Product.ID)
  }

  private let database: Database

  /// Keeps the orders in `database`.
  public init(_ database: Database) {
    self.database = database
  }

  /// Places an order, which takes what is ordered from the stock.
  ///
  /// - Parameters:
  ///   - customer: Who orders.
  ///   - quantities: How many of which product.
  /// - Returns: The order, at today's prices.
  /// - Throws: ``PlacingError``, or ``DatabaseError`` with ``SQLState/checkViolation`` where the stock is too
  ///   small. Nothing is ordered then.
  @discardableResult
  public func place(customer: Customer.ID, quantities: [Product.ID: Int]) throws -> Order {
    guard !quantities.isEmpty else { throw PlacingError.empty }
    return try database.transaction {
      let rows = try database.execute(
        "INSERT INTO \"order\" (customer_id) VALUES ($1) RETURNING \(Order.columns)", [customer])
      let id: Order.ID = try rows[0].value("id")
      // Each line locks its product's row: always in one order, or two orders could wait for each other.
      let lines = try quantities.sorted { $0.key.uuidString < $1.key.uuidString }.map {
        try insertLine(order: id, product: $0.key, quantity: $0.value)
      }
      return try Order(rows[0], lines: lines)
    }
  }

  private func insertLine(order: Order.ID, product: Product.ID, quantity: Int) throws -> Order.Line {
    let rows = try database.execute(
      """
      INSERT INTO order_line (order_id, product_id, quantity, unit_price)
      SELECT $1, id, $3, price FROM product WHERE id = $2
      RETURNING \(Order.Line.columns)
      """, [order, product, quantity])
    guard let row = rows.first else { throw PlacingError.unknownProduct(product) }
    return try Order.Line(row)
  }

  /// The order with this key, if there is one.
  public func find(_ id: Order.ID) throws -> Order? {
    try orders(where: "id = $1", id).first
  }

  /// A customer's orders, the newest first.
  public func list(customer: Customer.ID) throws -> [Order] {
    try orders(where: "customer_id = $1", customer)
  }

  /// Says how far an order has come.
  public func setStatus(_ status: OrderStatus, of id: Order.ID) throws {
    try database.execute("UPDATE \"order\" SET status = $2 WHERE id = $1", [id, status])
  }

  /// Cancels an order: it goes, and what was in it is in stock again.
  ///
  /// - Parameter id: The order's key.
  /// - Returns: Whether it was there.
  /// - Throws: ``DatabaseError``.
  @discardableResult
  public func cancel(_ id: Order.ID) throws -> Bool {
    try !database.execute("DELETE FROM \"order\" WHERE id = $1 RETURNING id", [id]).isEmpty
  }

  private func orders(where condition: String, _ parameter: UUID) throws -> [Order] {
    try database.execute(
      "SELECT \(Order.columns) FROM \"order\" WHERE \(condition) ORDER BY \"order\".created_at DESC, id",
      [parameter]
    ).map { row in
      let id: Order.ID = try row.value("id")
      let lines = try database.execute(
        "SELECT \(Order.Line.columns) FROM order_line WHERE order_id = $1 ORDER BY product_id", [id])
      return try Order(row, lines: lines.map(Order.Line.init))
    }
  }
}
