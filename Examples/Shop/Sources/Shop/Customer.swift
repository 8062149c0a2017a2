import Foundation

/// Somebody who orders.
public struct Customer: Identifiable, Hashable, Sendable {
  /// Its key.
  public let id: UUID
  /// The address, unique whatever its capital letters.
  public var email: String
  /// What the parcel says.
  public var name: String
  /// The country that is delivered to, in the two letters of ISO 3166.
  public var countryCode: String

  static let columns = "id, email, name, country_code"

  init(_ row: Row) throws {
    id = try row.value("id")
    email = try row.value("email")
    name = try row.value("name")
    countryCode = try row.value("country_code")
  }
}
