import Testing

/// The commands that people are told to type.
@Suite struct CommandTests {
  @Test("each command in the documents is one of db-tool's, and knows its options")
  func commands() throws {
    let passedOn = try Program.optionsOfSwiftTest()
    let commands = try Self.documents().flatMap(DocumentedCommand.all(in:))
    // Not that nothing was found.
    #expect(Set(commands.compactMap(\.words.first)).isSuperset(of: ["test", "reset", "migrate"]))
    for command in commands {
      var options = try Program.options(ofDBTool: Self.command(command.words))
      if command.words.first == "test" { options.formUnion(passedOn) }
      // ArgumentParser's own, of every command, in no help text.
      options.insert("--generate-completion-script")
      let unknown = command.options.filter { !options.contains($0) }
      #expect(unknown.isEmpty, "\(command.testDescription)")
    }
  }

  /// The words that name the command itself: `test`, or `migrate` and what it is to do.
  private static func command(_ words: [String]) -> [String] {
    // Options for all of db-tool stand before any command.
    let words = words.prefix { !$0.hasPrefix("-") }
    let isNested = words.first == "migrate" && words.dropFirst().first?.allSatisfy(\.isLowercase) == true
    return Array(words.prefix(isNested ? 2 : 1))
  }

  private static func documents() throws -> [Document] {
    let documents =
      try Document.all(in: "Documentation", endings: [".md", ".yml", "Dockerfile"])
      + Document.all(in: "Examples", endings: ["README.md"])
      + Document.all(in: "Sources", endings: [".md"])
      + Document.all(in: "scripts", endings: [""])
    return try documents + ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map { try Document($0) }
  }
}
