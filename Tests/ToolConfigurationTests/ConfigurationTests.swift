import ProcessTestTools
import Testing

@testable import ToolConfiguration

/// What a package's `db-test.json` says.
@Suite struct ConfigurationTests {
  @Test("Nothing has to be set: without a file, and with nothing in it")
  func nothing() throws {
    let folder = try TemporaryFolder()
    #expect(try Configuration.read(packageDirectory: folder.path) == Configuration())
    #expect(try Configuration(parsing: "{}") == Configuration())
  }

  @Test("All settings are read from the file beside Package.swift")
  func all() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      #"{"role": "app", "migrations": "Database/Up", "seeds": ["a.sql", "b.sql"], "postgresBin": "/opt/bin"}"#,
      to: "db-test.json")
    let configuration = try Configuration.read(packageDirectory: folder.path)
    #expect(configuration.role == "app")
    #expect(configuration.migrations == "Database/Up")
    #expect(configuration.seeds == ["a.sql", "b.sql"])
    #expect(configuration.postgresBin == "/opt/bin")
  }

  @Test("The format of the migrations and what stands for their placeholders are read")
  func formats() throws {
    let configuration = try Configuration(
      parsing: #"{migrationsFormat: "flyway", placeholders: {"schema": "shop", nothing: ""}}"#)
    #expect(configuration.migrationsFormat == "flyway")
    #expect(configuration.placeholders == ["schema": "shop", "nothing": ""])
  }

  @Test("No seeds at all is something else than seeds that nobody set")
  func noSeeds() throws {
    #expect(try Configuration(parsing: "{seeds: []}").seeds == [])
  }

  @Test("JSON5's comments, names without quotes, single quotes and last commas are understood")
  func json5() throws {
    let configuration = try Configuration(
      parsing: """
        \u{FEFF}// who the tests are
        {
          role: 'a"pp', /* not the
          owner */ seeds: ['a\\
        .sql', "\\x62\\u002Esql\\'", '\\uD83D\\uDE00',],
        }
        """)
    #expect(configuration.role == "a\"pp")
    #expect(configuration.seeds == ["a.sql", "b.sql'", "😀"])
  }

  @Test(
    "An unknown setting is refused where it stands, with the nearest one that there is",
    arguments: [
      ("{\n  \"seeds\": [],\n    \"rol\": \"app\"\n}", "3:5: error: there is no setting 'rol'; did you mean 'role'?"),
      ("{seed: 'a'}", "1:2: error: there is no setting 'seed'; did you mean 'seeds'?"),
      ("{'postgres-bin': ''}", "1:2: error: there is no setting 'postgres-bin'; did you mean 'postgresBin'?"),
      (
        "{port: 1}",
        "1:2: error: there is no setting 'port'; there are migrate, migrations, migrationsFormat, placeholders, "
          + "postgresBin, role, seeds"
      ),
    ])
  func unknown(text: String, message: String) {
    expect(text, .unknownSetting, message)
  }

  @Test(
    "A value of another kind is refused where it stands",
    arguments: [
      ("{role: 7}", "1:8: error: 'role' takes a text in quotes, and this is a number"),
      ("{role:\r\n null}", "2:2: error: 'role' takes a text in quotes, and this is null"),
      ("{role: ''}", "1:8: error: 'role' is empty; leave it out where nothing is to be set"),
      ("{seeds: 'a.sql'}", "1:9: error: 'seeds' takes a list of texts, [\"…\", \"…\"], and this is a text"),
      ("{migrationsFormat: 1}", "1:20: error: 'migrationsFormat' takes a text in quotes, and this is a number"),
      ("{placeholders: []}", "1:16: error: 'placeholders' takes { \"name\": \"text\" }, and this is a list"),
      ("{placeholders: {a: 1}}", "1:20: error: 'a' takes a text in quotes, and this is a number"),
      ("{seeds: ['a', true]}", "1:15: error: 'seeds' takes a text in quotes, and this is true"),
      (
        "['role']", "1:1: error: the settings stand between braces, { \"role\": \"app\" }; this is a list"
      ),
    ])
  func wrongType(text: String, message: String) {
    expect(text, .wrongType, message)
  }

  @Test("A setting is refused that is set for the second time")
  func setTwice() {
    expect(
      "{\n role: 'a',\n role: 'b'}", .setTwice,
      "3:2: error: 'role' is set in line 2 already; take one of the two away")
  }

  @Test(
    "What is no JSON5 is refused where it begins to be none",
    arguments: [
      ("", "1:1: error: the file ends where a value should be; the least there can be is {}"),
      ("{role: app}", "1:8: error: 'app' is no value; a text stands in quotes"),
      ("{role 'app'}", "1:7: error: a ':' is missing behind 'role'"),
      ("{role: 'a'\n seeds: []}", "2:2: error: a ',' or a '}' is missing here"),
      ("{seeds: ['a' 'b']}", "1:14: error: a ',' or a ']' is missing here"),
      ("{role: ,}", "1:8: error: a value should be here"),
      ("{,}", "1:2: error: a setting's name should be here, or the '}' of the end"),
      ("{role: 'a\n'}", "1:8: error: the text that begins here has no end; its quotes close in the same line"),
      ("{} {}", "1:4: error: the value has ended before this; take this away"),
      ("{ /* }", "1:3: error: the comment that begins here has no end; write '*/' behind it"),
      ("{ # no\n}", "1:3: error: a setting's name should be here, or the '}' of the end"),
      (#"{role: '\u12'}"#, "1:10: error: 4 hexadecimal digits are missing here"),
      ("{seeds: ['a'", "1:13: error: a ',' or a ']' is missing here"),
    ])
  func syntax(text: String, message: String) {
    expect(text, .syntax, message)
  }

  @Test("Values that lie very deep in one another are refused, rather than ending the tool")
  func depth() {
    let error = #expect(throws: ConfigurationError.self) {
      try Configuration(parsing: "{seeds: " + String(repeating: "[", count: 100_000))
    }
    #expect(error?.code == .syntax)
  }

  @Test("A folder of that name, and a file that is no text, are refused by name")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("db-test.json")
    let error = #expect(throws: ConfigurationError.self) {
      try Configuration.read(packageDirectory: folder.path)
    }
    #expect(error?.code == .unreadable)
    #expect(error?.description.hasPrefix("db-test.json: error: '\(folder.path)/db-test.json' can't be read") == true)
  }

  private func expect(
    _ text: String, _ code: ConfigurationError.Code, _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: ConfigurationError.self, sourceLocation: sourceLocation) {
      try Configuration(parsing: text)
    }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    #expect(error?.description == "db-test.json:\(message)", sourceLocation: sourceLocation)
  }
}
