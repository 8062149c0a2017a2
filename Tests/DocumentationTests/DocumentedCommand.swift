import Testing

/// A call of this package's commands in a document.
struct DocumentedCommand: Sendable, CustomTestStringConvertible {
  /// Where it is: the document and the line.
  let place: String
  /// What it is to `db-tool`: the command, and that one's commands, options and values.
  let words: [String]

  var testDescription: String { "\(place): \(words.joined(separator: " "))" }

  /// The options that it gives.
  var options: [String] {
    words.filter { $0.hasPrefix("--") && $0 != "--" }.map { String($0.prefix { $0 != "=" }) }
  }

  /// All in a document.
  static func all(in document: Document) -> [DocumentedCommand] {
    document.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, line in
      calls(in: line).map { DocumentedCommand(place: "\(document.path):\(index + 1)", words: $0) }
    }
  }

  private static func calls(in line: Substring) -> [[String]] {
    // What ends a command in a shell, in Markdown and in YAML.
    let commands = line.split { "`#;|()\"',\\".contains($0) }
    return commands.compactMap { command in
      let words = command.split(separator: " ")
      if let plugin = words.after(["swift", "package"]) {
        // SwiftPM's own options stand before the verb.
        let call = plugin.drop { $0.hasPrefix("-") }
        guard let verb = call.first, verb.hasPrefix("db-") else { return nil }
        return [String(verb.dropFirst(3))] + call.dropFirst().map(String.init)
      }
      return words.after(["swift", "run", "db-tool"])?.map(String.init)
    }
  }
}

extension [Substring] {
  /// The words that follow others; `nil` where those are not there.
  fileprivate func after(_ words: [Substring]) -> ArraySlice<Substring>? {
    indices.first { self[$0...].starts(with: words) }.map { self[($0 + words.count)...] }
  }
}
