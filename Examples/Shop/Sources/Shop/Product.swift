import Foundation

/// Something the shop sells.
public struct Product: Identifiable, Hashable, Sendable {
  /// Its key.
  public let id: UUID
  /// What it is called, in at most 100 characters.
  public var name: String
  /// What one of it costs today.
  public var price: Decimal
  /// How many are left.
  public var stock: Int
  /// When it came into the shop.
  public let createdAt: Date

  static let columns = "id, name, price, stock, extract(epoch FROM created_at) AS created_at"

  init(_ row: Row) throws {
    id = try row.value("id")
    name = try row.value("name")
    price = try row.value("price")
    stock = try row.value("stock")
    createdAt = try row.value("created_at")
  }
}
