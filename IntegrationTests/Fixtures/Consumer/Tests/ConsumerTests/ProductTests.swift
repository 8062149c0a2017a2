import Testing

@Suite struct ProductTests {
  @Test func storesAProduct() throws {
    let name = try Database.query("INSERT INTO product (name) VALUES ('lamp') RETURNING name")
    #expect(name == "lamp")
    #expect(try Database.query("SELECT count(*) FROM product WHERE name = 'lamp'") == "1")
  }

  @Test func findsTheSeed() throws {
    #expect(try Database.query("SELECT count(*) FROM product WHERE name = 'seed'") == "1")
  }

  @Test func isOfTheCurrentSource() {
    print("revision \(Revision.number)")
    #if CONSUMER_DEFINE
      print("compiled with CONSUMER_DEFINE")
    #endif
  }
}
