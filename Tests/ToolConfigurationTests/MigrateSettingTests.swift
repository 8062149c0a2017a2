import Testing

@testable import ToolConfiguration

/// What `db-test.json` says of a program that migrates.
@Suite struct MigrateSettingTests {
  @Test("A program that migrates has words, and may say what it depends on")
  func read() throws {
    let full = try Configuration(parsing: #"{migrate: {command: ["swift", "run", "App"], inputs: ["Sources/**"]}}"#)
    #expect(full.migrate?.command == ["swift", "run", "App"])
    #expect(full.migrate?.inputs == ["Sources/**"])
    #expect(try Configuration(parsing: #"{migrate: {command: ["make"]}}"#).migrate?.inputs == nil)
  }

  @Test(
    "One that makes no sense is refused where it stands",
    arguments: [
      ("{migrate: 'make'}", "1:11: error: 'migrate' takes { \"command\": […], \"inputs\": […] }, and this is a text"),
      ("{migrate: {inputs: ['a']}}", "1:11: error: 'migrate' lacks its \"command\""),
      ("{migrate: {command: []}}", "1:21: error: 'command' is empty"),
      ("{migrate: {command: ['a'], inputs: []}}", "1:36: error: 'inputs' is empty"),
      ("{migrate: {comand: ['a']}}", "1:12: error: there is no setting 'comand'; did you mean 'command'?"),
      (
        "{migrate: {command: ['a'], command: ['b']}}", "1:28: error: 'command' is set in line 1 already"
      ),
      (
        "{migrations: 'a',\n migrate: {command: ['a']}}",
        "2:2: error: 'migrate' is a program that migrates and 'migrations' a folder"
      ),
      (
        "{migrate: {command: ['a']}, migrationsFormat: 'goose'}",
        "1:29: error: 'migrate' is a program that migrates and 'migrationsFormat' the format"
      ),
    ])
  func refused(text: String, message: String) {
    #expect {
      _ = try Configuration(parsing: text)
    } throws: { error in
      "\(error)".hasPrefix("db-test.json:\(message)")
    }
  }
}
