import LibPQ
import Testing

@Suite("Parsing a DSN")
struct DSNParsingTests {
  @Test("gives the same options for a URL and for keywords")
  func bothForms() throws {
    let url = try DSN(parsing: "postgres://ann:secret@db.example:6543/shop?sslmode=require")
    let keywords = try DSN(
      parsing: "host=db.example port=6543 user=ann password=secret dbname=shop sslmode=require")
    #expect(url == keywords)
    #expect(url.sorted.map(\.keyword) == ["dbname", "host", "password", "port", "sslmode", "user"])
    #expect(url.sorted.map(\.value) == ["shop", "db.example", "secret", "6543", "require", "ann"])
  }

  @Test("takes both schemes", arguments: ["postgres", "postgresql"])
  func schemes(scheme: String) throws {
    #expect(try DSN(parsing: "\(scheme)://host/name")["dbname"] == "name")
  }

  @Test("decodes percent signs in every part of a URL")
  func percentEncoding() throws {
    let dsn = try DSN(
      parsing: "postgres://a%40b:p%3A%2F%25%20%C3%A9@%68ost:5432/my%20db?application_name=x%26y%3Dz")
    #expect(dsn["user"] == "a@b")
    #expect(dsn["password"] == "p:/% é")
    #expect(dsn["host"] == "host")
    #expect(dsn["dbname"] == "my db")
    #expect(dsn["application_name"] == "x&y=z")
  }

  @Test("undoes the quotes of keyword values")
  func keywordQuotes() throws {
    let dsn = try DSN(parsing: #"host = 'h' password='it\'s a \\ "secret"' dbname=a\ b user=''"#)
    #expect(dsn["host"] == "h")
    #expect(dsn["password"] == #"it's a \ "secret""#)
    #expect(dsn["dbname"] == "a b")
    #expect(dsn["user"] == "")
  }

  @Test(
    "finds the folder of a socket",
    arguments: [
      "postgres://%2Fvar%2Frun%2Fpostgresql:5433/name", "postgres:///name?host=/var/run/postgresql&port=5433",
      "host=/var/run/postgresql port=5433 dbname=name",
    ])
  func socket(text: String) throws {
    let dsn = try DSN(parsing: text)
    #expect(dsn == DSN(["host": "/var/run/postgresql", "port": "5433", "dbname": "name"]))
  }

  @Test("takes the brackets off an IPv6 address")
  func ipv6() throws {
    #expect(try DSN(parsing: "postgres://[::1]:5433/name")["host"] == "::1")
    #expect(try DSN(parsing: "postgres://[fe80::1%25eth0]/name")["host"] == "fe80::1%eth0")
  }

  @Test("keeps several hosts and their ports, where some have none")
  func severalHosts() throws {
    let dsn = try DSN(parsing: "postgres://a:1,[::2],c:3/name?target_session_attrs=read-write")
    #expect(dsn["host"] == "a,::2,c")
    #expect(dsn["port"] == "1,,3")
    #expect(dsn["target_session_attrs"] == "read-write")
  }

  @Test("keeps every option that libpq knows")
  func options() throws {
    let dsn = try DSN(
      parsing: "postgres:///?service=shop&options=-c%20geqo%3Doff&connect_timeout=3&sslrootcert=/a.pem")
    #expect(dsn["service"] == "shop")
    #expect(dsn["options"] == "-c geqo=off")
    #expect(dsn["connect_timeout"] == "3")
    #expect(dsn["sslrootcert"] == "/a.pem")
  }

  @Test("has no option that was not given", arguments: ["", "postgres://", "postgres:///"])
  func nothing(text: String) throws {
    #expect(try DSN(parsing: text).sorted.isEmpty)
  }
}
