import Foundation
import LeaseProtocol
import Testing

@testable import DBTesting

/// What a test knows of its database, and asks of it.
@Suite struct TestDatabaseTests {
  private let database = TestDatabase(LineServer.lease(7), leases: "/tmp/leases")

  @Test("It has the parts of its connection string")
  func parts() {
    #expect(database.dsn == "postgres://shop:secret@127.0.0.1:5432/shop_7")
    #expect(database.host == "127.0.0.1")
    #expect(database.port == 5432)
    #expect(database.user == "shop")
    #expect(database.password == "secret")
    #expect(database.name == "shop_7")
    #expect(database.socket == nil)
  }

  @Test("Nothing that is printed shows the password")
  func secrecy() {
    var dumped = ""
    dump(database, to: &dumped)
    for text in [
      "\(database)", String(reflecting: database), dumped, "\([database])", String(describing: [1: database]),
    ] {
      #expect(text.contains("shop_7"))
      #expect(!text.contains("secret"))
    }
  }

  @Test("Encoded and decoded it is the same")
  func coding() throws {
    let copy = try JSONDecoder().decode(TestDatabase.self, from: JSONEncoder().encode(database))
    #expect(copy == database)
  }

  @Test("Statements go to the test's database")
  func statements() async throws {
    try await serving { server, _ in
      try await database.execute("DELETE FROM product")
      try await database.query("SELECT $1, $2", "a", nil)
      try await database.truncate("product", "\"Review\"")
      try await database.truncate()
      try await database.truncateAll()
      #expect(
        server.requests == [
          .execute(LeaseRequest.Execute(lease: "token-7", sql: "DELETE FROM product")),
          .query(LeaseRequest.Query(lease: "token-7", sql: "SELECT $1, $2", parameters: ["a", nil])),
          .truncate(LeaseRequest.Truncate(lease: "token-7", tables: ["product", "\"Review\""])),
          .truncate(LeaseRequest.Truncate(lease: "token-7", tables: nil)),
        ])
    }
  }

  @Test("A refused statement has its SQLSTATE")
  func refused() async throws {
    let answer: LineServer.Answer = { request in
      guard case .execute = request.action else { return LineServer.usual(request) }
      return .failure(LeaseReply.Failure(message: "duplicate key", sqlState: "23505"))
    }
    try await serving(answer: answer) { _, _ in
      let error = await #expect(throws: TestDatabaseError.self) { try await database.execute("INSERT …") }
      #expect(error?.code == .statementFailed)
      #expect(error?.sqlState == "23505")
      #expect(error?.description == "duplicate key")
    }
  }

  @Test("Rows are had by place and by name, and a misspelt name is no NULL")
  func rows() throws {
    let rows = TestDatabase.Rows(
      LeaseReply.Rows(columns: ["id", "name"], rows: [["1", "Tea"], ["2", nil]], count: 2))
    #expect(rows.count == 2)
    #expect(rows.affected == 2)
    #expect(try rows[0]["name"] == "Tea")
    #expect(try rows[1]["name"] == nil)
    #expect(rows.map { $0[0] } == ["1", "2"])
    let error = #expect(throws: TestDatabaseError.self) { try rows[0]["nmae"] }
    #expect(error?.description == "there is no column 'nmae'; the statement gave 'id', 'name'")
    #expect(throws: TestDatabaseError.self) { try rows.value }
    #expect(try TestDatabase.Rows(LeaseReply.Rows(columns: ["n"], rows: [["5"]], count: 1)).value == "5")
  }
}
