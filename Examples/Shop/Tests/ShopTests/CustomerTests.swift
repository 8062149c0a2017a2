import Shop
import Testing

@Suite struct CustomerTests {
  let customers: CustomerRepository

  init() throws {
    customers = CustomerRepository(try TestDatabase.connect())
  }

  @Test func emailIsUniqueWhateverItsCapitals() throws {
    let email = unique("ada") + "@example.com"
    let ada = try customers.add(email: email, name: "Ada", countryCode: "CH")
    #expect(try customers.find(email: email.uppercased()) == ada)
    let error = #expect(throws: DatabaseError.self) {
      try customers.add(email: email.uppercased(), countryCode: "CH")
    }
    #expect(error?.sqlState == .uniqueViolation)
    #expect(error?.constraint == "customer_email_key")
  }

  /// The countries are of Seeds/countries.sql, and no test writes to them.
  @Test func livesWhereTheShopDelivers() throws {
    #expect(try customers.countryCodes() == ["AT", "CH", "DE", "FR", "IT"])
    let error = #expect(throws: DatabaseError.self) {
      try customers.add(email: unique("far"), countryCode: "NZ")
    }
    #expect(error?.sqlState == .foreignKeyViolation)
  }
}
