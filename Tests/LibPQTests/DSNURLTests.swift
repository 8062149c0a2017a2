import LibPQ
import Testing

@Suite("A DSN written as a URL")
struct DSNURLTests {
  private static let oddTexts = [
    "plain", "with space", "it's", #"say "hi""#, "100%", "%41", "a@b", "a:b", "a/b", "a?b=c&d", "a#b", "a\\b",
    "é😀", "[x]", "+", " lead", "tab\tline\n",
  ]

  @Test("is understood by libpq as it was, with odd names and passwords", arguments: oddTexts)
  func oddNames(text: String) throws {
    let dsn = DSN([
      "host": "h", "port": "1", "user": text, "password": text, "dbname": text, "application_name": text,
    ])
    #expect(try DSN(parsing: dsn.url) == dsn)
    #expect(dsn.url.allSatisfy { $0.isASCII && !$0.isWhitespace })
  }

  @Test(
    "is understood by libpq as it was, wherever the server is",
    arguments: [
      ["host": "h"], ["host": "::1"], ["host": "::1", "port": "5433"], ["host": "fe80::1%eth0"],
      ["host": "/var/run/my sockets", "port": "5433"], ["host": "@abstract"], ["port": "5433"],
      ["host": "a,b", "port": "1,2"], ["host": "a,::2,c", "port": "1,,3"], ["host": "/tmp,h", "port": "1,2"],
      ["host": "h", "hostaddr": "127.0.0.1"], ["service": "shop"], [:],
    ])
  func places(options: [String: String]) throws {
    let named = options.merging(["user": "u", "dbname": "d"]) { $1 }
    let secret = named.merging(["password": "p w"]) { $1 }
    let nobody = options.merging(["password": "p w"]) { $1 }
    for options in [options, named, secret, nobody] {
      #expect(try DSN(parsing: DSN(options).url) == DSN(options))
    }
  }

  @Test("gives every host the one port there is")
  func onePort() {
    #expect(DSN(["host": "a,b", "port": "7"]).url == "postgres://a:7,b:7")
  }

  @Test("has the parts where every client looks for them, and options in order")
  func form() {
    let dsn = DSN([
      "host": "h", "port": "1", "user": "u", "password": "p", "dbname": "d", "sslmode": "require",
      "application_name": "a b",
    ])
    #expect(dsn.url == "postgres://u:p@h:1/d?application_name=a%20b&sslmode=require")
  }
}
