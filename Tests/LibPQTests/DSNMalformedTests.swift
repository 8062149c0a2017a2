import LibPQ
import Testing

@Suite("A malformed DSN")
struct DSNMalformedTests {
  @Test(
    "is refused in libpq's words",
    arguments: [
      ("host", #"missing "=" after "…" in connection info string"#),
      ("hots=a", #"invalid connection option "…""#),
      ("password='abc", "unterminated quoted string in connection info string"),
      ("postgres://h/?hots=a", #"invalid URI query parameter: "…""#),
      ("postgres://h/%zz", #"invalid percent-encoded token: "…""#),
    ])
  func words(text: String, message: String) throws {
    let error = try #require(throws: PostgresError.self) { try DSN(parsing: text) }
    #expect(error.code == .invalidDSN)
    #expect(error.message == message)
    #expect(error.sqlState == nil)
    #expect("\(error)" == message)
  }

  @Test(
    "is refused without a word of what stood in it",
    arguments: [
      "host=h password=my secret", #"host=h password=my "secret"#, #"host=h password=my x"secret"x"#,
      "secret", #"sec"secret"ret"#, "secret=1", #"a"secret"b=1"#, "password='secret",
      "host=h \u{301}secret", "host=h x\"\u{301}secret\"", "postgres://h/?%3D%22secret=1",
      "postgres://u:secret@[::1/d", "postgres://u:%zzsecret@h/d", #"postgres://u:%zz"secret"@h/d"#,
      "postgres://u:secret%00@h/d",
      "postgres://u:p@h/d?password", "postgres://h/?x%22secret%22x=1", "postgres://h/?a=secret",
      "postgres://u:p@h/?secret", "postgres://[::1]secret/d", #"postgres://[::1]"secret"/d"#,
      "postgres://[]:secret", "https://u:secret@h/d",
    ])
  func secrecy(text: String) throws {
    let error = try #require(throws: PostgresError.self) { try DSN(parsing: text) }
    #expect(error.code == .invalidDSN)
    #expect(!error.message.isEmpty)
    #expect(!String(reflecting: error).contains("secret"))
    var dumped = ""
    dump(error, to: &dumped)
    #expect(!dumped.contains("secret"))
  }
}
