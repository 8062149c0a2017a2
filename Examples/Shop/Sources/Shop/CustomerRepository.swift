import Foundation

/// The shop's customers.
public struct CustomerRepository {
  private let database: Database

  /// Keeps the customers in `database`.
  public init(_ database: Database) {
    self.database = database
  }

  /// Adds a customer.
  @discardableResult
  public func add(email: String, name: String = "", countryCode: String) throws -> Customer {
    let rows = try database.execute(
      "INSERT INTO customer (email, name, country_code) VALUES ($1, $2, $3) RETURNING \(Customer.columns)",
      [email, name, countryCode])
    return try Customer(rows[0])
  }

  /// The customer with this address, if there is one.
  public func find(email: String) throws -> Customer? {
    try database.execute(
      "SELECT \(Customer.columns) FROM customer WHERE lower(email) = lower($1)", [email]
    ).first.map(Customer.init)
  }

  /// The codes of the countries that the shop delivers to.
  public func countryCodes() throws -> [String] {
    try database.execute("SELECT code FROM country ORDER BY code").map { try $0.value("code") }
  }
}
