import LibPQ
import PackageTests
import Testing

@Suite("The environment of the tests")
struct TestEnvironmentTests {
  private static let options = [
    "host": "127.0.0.1", "port": "5433", "user": "us/er", "password": "p@ss:w/o?r#d &%=ü", "dbname": "a b",
  ]

  private let database = TestEnvironment.Database(
    dsn: DSN(options).url, host: options["host"], port: options["port"], user: options["user"],
    password: options["password"], name: options["dbname"], socketPath: "/s/.s.PGSQL.5433")

  @Test(
    "has the database under every name that clients look for",
    arguments: [
      ("PGHOST", "host"), ("PGPORT", "port"), ("PGUSER", "user"), ("PGPASSWORD", "password"),
      ("PGDATABASE", "dbname"), ("POSTGRES_HOSTNAME", "host"), ("POSTGRES_PORT", "port"),
      ("POSTGRES_USER", "user"), ("POSTGRES_PASSWORD", "password"), ("POSTGRES_DB", "dbname"),
      ("DATABASE_HOST", "host"), ("DATABASE_PORT", "port"), ("DATABASE_USERNAME", "user"),
      ("DATABASE_PASSWORD", "password"), ("DATABASE_NAME", "dbname"),
    ])
  func parts(name: String, part: String) throws {
    #expect(TestEnvironment.variables(of: database)[name] == Self.options[part])
  }

  @Test("has the whole as a URL, special characters percent-encoded, and no more than these names")
  func url() {
    let variables = TestEnvironment.variables(of: database)
    let url = "postgres://us%2Fer:p%40ss%3Aw%2Fo%3Fr%23d%20%26%25%3D%C3%BC@127.0.0.1:5433/a%20b"
    #expect(variables["POSTGRES_DSN"] == url)
    #expect(variables["DATABASE_URL"] == url)
    #expect(variables["POSTGRES_SOCKET"] == "/s/.s.PGSQL.5433")
    #expect(variables.count == 18)
  }

  @Test("has no variable for a part that isn't there")
  func missingParts() {
    let bare = TestEnvironment.Database(
      dsn: "postgres://h/d", host: nil, port: nil, user: nil, password: nil, name: "d", socketPath: nil)
    #expect(
      TestEnvironment.variables(of: bare) == [
        "POSTGRES_DSN": "postgres://h/d", "DATABASE_URL": "postgres://h/d", "PGDATABASE": "d",
        "POSTGRES_DB": "d", "DATABASE_NAME": "d",
      ])
  }

  @Test("hides what would lead libpq elsewhere, the server that the tool was given, and passwords for the tool")
  func hidden() {
    let hidden = [
      "PGHOST", "PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE", "PGPASSFILE", "PGOPTIONS", "PGSSLROOTCERT",
      "PGTZ",
      "POSTGRES_DSN_ORIGINAL", "DB_TEST_ROLE_PASSWORD",
    ]
    let others = ["PATH", "POSTGRES_DSN", "POSTGRES_DSN_ORIGINAL2", "DATABASE_URL", "pghost", "XPG"]
    let environment = Dictionary(uniqueKeysWithValues: (hidden + others).map { ($0, "x") })
    #expect(TestEnvironment.hiddenNames(in: environment).sorted() == hidden.sorted())
  }
}
