import Foundation

/// How far an order has come: the labels of the enum `order_status`.
public enum OrderStatus: String, PostgresValue, CaseIterable, Sendable {
  /// The shop has it.
  case placed
  /// The shop has the money.
  case paid
  /// The parcel is on its way.
  case shipped
  /// The customer has the parcel.
  case delivered
}

/// What a customer wants sent.
public struct Order: Identifiable, Hashable, Sendable {
  /// A product, and how many of it.
  public struct Line: Hashable, Sendable {
    /// The product.
    public let productID: Product.ID
    /// How many of it.
    public let quantity: Int
    /// What one cost when it was ordered.
    public let unitPrice: Decimal

    static let columns = "product_id, quantity, unit_price"

    init(_ row: Row) throws {
      productID = try row.value("product_id")
      quantity = try row.value("quantity")
      unitPrice = try row.value("unit_price")
    }
  }

  /// Its key.
  public let id: UUID
  /// Whose it is.
  public let customerID: Customer.ID
  /// How far it has come.
  public let status: OrderStatus
  /// When it was placed.
  public let createdAt: Date
  /// When anything about it last changed.
  public let updatedAt: Date
  /// What is in it.
  public let lines: [Line]

  /// What all of it costs.
  public var total: Decimal {
    lines.reduce(0) { $0 + $1.unitPrice * Decimal($1.quantity) }
  }

  static let columns = """
    id, customer_id, status, extract(epoch FROM created_at) AS created_at,
    extract(epoch FROM updated_at) AS updated_at
    """

  init(_ row: Row, lines: [Line]) throws {
    id = try row.value("id")
    customerID = try row.value("customer_id")
    status = try row.value("status")
    createdAt = try row.value("created_at")
    updatedAt = try row.value("updated_at")
    self.lines = lines
  }
}
