import Foundation
import Testing
import ToolConfiguration

/// The references, which are made from what the code says.
@Suite struct ReferenceTests {
  @Test("the page of commands is what db-tool says of them")
  func commands() throws { try expect("Commands.md", toBe: CommandReference().page) }

  @Test("the page of settings is what the settings say of themselves")
  func settings() throws {
    let page = """
      # Settings

      What can stand in `db-test.json`, beside `Package.swift`.

      ## Overview

      The file is JSON5, and optional, as is all that can be in it. A flag beats a variable, and that the file. Paths are
      relative to the package. A setting that does not exist is refused, with its place in the file.

      \(Configuration.reference)

      """
    try expect("Settings.md", toBe: page)
  }

  @Test("the table of settings in the README is the same, and each flag in it is one of db-test's")
  func settingsInReadme() throws {
    let table = Configuration.reference
    #expect(try Document("README.md").text.contains(table), "README.md has another table than this:\n\(table)")
    let flags = Configuration.descriptions.compactMap(\.flag)
    #expect(!flags.isEmpty)
    #expect(try Program.options(ofDBTool: ["test"]).isSuperset(of: flags))
  }

  /// Compares a page of the tool's documentation, or writes it where that is asked for.
  private func expect(_ name: String, toBe page: String) throws {
    let path = "Sources/db-tool/db-tool.docc/\(name)"
    if ProcessInfo.processInfo.environment["DB_TEST_WRITE_REFERENCE"] != nil {
      try page.write(to: Document.package.appending(path: path), atomically: true, encoding: .utf8)
    }
    let remedy = "DB_TEST_WRITE_REFERENCE=1 swift test --filter ReferenceTests"
    #expect(try Document(path).text == page, "\(path) is not what the code says any more; this writes it: \(remedy)")
  }
}
