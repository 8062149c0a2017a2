import Foundation

/// The shop's products.
public struct ProductRepository {
  private let database: Database

  /// Keeps the products in `database`.
  public init(_ database: Database) {
    self.database = database
  }

  /// Adds a product.
  @discardableResult
  public func add(name: String = "", price: Decimal = 0, stock: Int = 0) throws -> Product {
    let rows = try database.execute(
      "INSERT INTO product (name, price, stock) VALUES ($1, $2, $3) RETURNING \(Product.columns)",
      [name, price, stock])
    return try Product(rows[0])
  }

  /// The product with this key, if there is one.
  public func find(_ id: Product.ID) throws -> Product? {
    try database.execute("SELECT \(Product.columns) FROM product WHERE id = $1", [id]).first.map(Product.init)
  }

  /// The products whose name begins with `prefix`, by name.
  public func list(prefix: String = "") throws -> [Product] {
    try database.execute(
      "SELECT \(Product.columns) FROM product WHERE starts_with(name, $1) ORDER BY name, id", [prefix]
    ).map(Product.init)
  }

  /// Changes what one of a product costs, from the next order on.
  public func setPrice(_ price: Decimal, of id: Product.ID) throws {
    try database.execute("UPDATE product SET price = $2 WHERE id = $1", [id, price])
  }

  /// Deletes a product and its reviews; one that was ordered can't be deleted.
  ///
  /// - Parameter id: The product's key.
  /// - Returns: Whether it was there.
  /// - Throws: ``DatabaseError`` with ``SQLState/foreignKeyViolation`` where it was ordered.
  @discardableResult
  public func delete(_ id: Product.ID) throws -> Bool {
    try !database.execute("DELETE FROM product WHERE id = $1 RETURNING id", [id]).isEmpty
  }
}
