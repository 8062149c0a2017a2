import Testing

@testable import TestDatabases

@Suite("Names of databases")
struct DatabaseNameTests {
  private let session = SessionIdentifier.random()

  @Test(
    "fold a package's name to letters that need no quotes",
    arguments: [
      ("shop", "shop"), ("My-Shop.API", "my_shop_api"), ("Größe 2", "gr__e_2"), ("", "package"),
      ("a\"; DROP DATABASE x", "a___drop_database_x"),
    ])
  func folded(package: String, expected: String) {
    #expect(DatabaseName.folded(package) == expected)
  }

  @Test("are cut to the 63 bytes that PostgreSQL keeps, and still tell sessions apart")
  func cut() {
    let package = String(repeating: "long_name_", count: 12)
    let name = DatabaseName.session(session, package: package)
    #expect(DatabaseName.member(99999, of: name).utf8.count == 63)
    #expect(DatabaseName.session(in: name) == session)
    #expect(DatabaseName.session(in: DatabaseName.member(99999, of: name)) == session)
    #expect(DatabaseName.longLived(package: package).utf8.count == 63)
    #expect(DatabaseName.longLived(package: package).hasSuffix("_test"))
  }

  @Test("say which session they belong to", arguments: ["shop", "my-shop", "x_1", "päckchen"])
  func roundTrip(package: String) {
    let name = DatabaseName.session(session, package: package)
    #expect(DatabaseName.session(in: name) == session)
    #expect(DatabaseName.session(in: DatabaseName.member(0, of: name)) == session)
    #expect(DatabaseName.session(in: DatabaseName.member(12, of: name)) == session)
  }

  @Test(
    "belong to no session where they only look like it",
    arguments: [
      "dbt_shop", "dbt_0123abcd", "xdbt_shop_0123abcd", "dbt_shop_0123abcd_old", "dbt_shop_0123ABCD",
      "dbt_shop_0123abc", "dbt_shop_0123abcde", "dbt_shop_0123abcd_", "dbt_shop_0123abcd_123456",
      "dbt_0123abcd_1", "DBT_shop_0123abcd", "dbtxshop_0123abcd", "dbt_Shop_0123abcd",
      "dbt_shop\n_0123abcd", "dbt_" + String(repeating: "s", count: 60) + "_0123abcd", "shop_test", "",
    ])
  func lookAlikes(name: String) {
    #expect(DatabaseName.session(in: name) == nil)
  }
}
