import LibPQ
import Testing

@Suite("A DSN")
struct DSNValueTests {
  private let dsn = DSN([
    "host": "h", "user": "u", "password": "secret word", "sslpassword": "secret key", "dbname": "d",
    "sslmode": "require",
  ])

  @Test("with another database keeps all the rest")
  func otherDatabase() {
    let other = dsn.replacing(["dbname": "e f"])
    #expect(other["dbname"] == "e f")
    #expect(other.replacing(["dbname": "d"]) == dsn)
    #expect(dsn["dbname"] == "d")
  }

  @Test("loses an option that is replaced by nil, and gains one it did not have")
  func takenAway() {
    let other = dsn.replacing(["sslmode": nil, "port": "1", "options": nil])
    #expect(other["sslmode"] == nil)
    #expect(other["port"] == "1")
    #expect(other.sorted.map(\.keyword) == ["dbname", "host", "password", "port", "sslpassword", "user"])
  }

  @Test("is described without its passwords")
  func description() {
    #expect(dsn.description == "postgres://u@h/d?sslmode=require")
    #expect(dsn.url.contains("secret"))
  }

  @Test("shows no password when it is dumped or stands in something that is")
  func dumped() {
    var text = ""
    dump(dsn, to: &text)
    dump(["dsn": dsn], to: &text)
    text += "\(dsn) \([dsn]) \(String(reflecting: dsn)) \(String(reflecting: Optional(dsn)))"
    #expect(!text.contains("secret"))
  }
}
