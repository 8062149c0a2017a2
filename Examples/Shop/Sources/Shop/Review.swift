import Foundation

/// What somebody thinks of a product.
public struct Review: Identifiable, Hashable, Sendable {
  /// Its key.
  public let id: UUID
  /// The product it is about.
  public let productID: Product.ID
  /// What is said, in at most 1000 characters.
  public var content: String
  /// From 0 to 5, in tenths; nil where only words were left.
  public var rating: Decimal?
  /// When it was written.
  public let createdAt: Date

  static let columns = "id, product_id, content, rating, extract(epoch FROM created_at) AS created_at"

  init(_ row: Row) throws {
    id = try row.value("id")
    productID = try row.value("product_id")
    content = try row.optional("content") ?? ""
    rating = try row.optional("rating")
    createdAt = try row.value("created_at")
  }
}
