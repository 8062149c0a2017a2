import Foundation

/// The products' reviews.
public struct ReviewRepository {
  private let database: Database

  /// Keeps the reviews in `database`.
  public init(_ database: Database) {
    self.database = database
  }

  /// Adds a review of a product.
  @discardableResult
  public func add(product: Product.ID, content: String = "", rating: Decimal? = nil) throws -> Review {
    let rows = try database.execute(
      "INSERT INTO review (product_id, content, rating) VALUES ($1, $2, $3) RETURNING \(Review.columns)",
      [product, content, rating])
    return try Review(rows[0])
  }

  /// The review with this key, if there is one.
  public func find(_ id: Review.ID) throws -> Review? {
    try database.execute("SELECT \(Review.columns) FROM review WHERE id = $1", [id]).first.map(Review.init)
  }

  /// A product's reviews, the newest first.
  public func list(product: Product.ID) throws -> [Review] {
    try database.execute(
      "SELECT \(Review.columns) FROM review WHERE product_id = $1 ORDER BY review.created_at DESC, id",
      [product]
    ).map(Review.init)
  }

  /// The mean of a product's ratings, to a tenth; nil where nobody gave one.
  public func averageRating(product: Product.ID) throws -> Decimal? {
    let rows = try database.execute(
      "SELECT round(avg(rating), 1) AS average FROM review WHERE product_id = $1", [product])
    return try rows[0].optional("average")
  }
}
