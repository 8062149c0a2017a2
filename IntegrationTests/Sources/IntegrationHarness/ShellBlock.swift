import Foundation

/// A block of shell commands in one of this package's documents, which people are told to type.
package struct ShellBlock: Sendable {
  /// A command, and where it stands.
  package struct Line: Sendable {
    /// The document and the line.
    package let place: String
    package let command: String
  }

  package let lines: [Line]

  /// The blocks of a document, in their order.
  ///
  /// - Parameter path: Its path in the checkout.
  package static func all(in path: String) throws -> [ShellBlock] {
    let text = try String(contentsOfFile: Scratch.checkout + "/" + path, encoding: .utf8)
    var blocks: [ShellBlock] = []
    var open: [Line]?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("```") {
        if let lines = open { blocks.append(ShellBlock(lines: lines)) }
        open = open == nil && line == "```sh" ? [] : nil
      } else if var lines = open, !line.isEmpty, !line.hasPrefix("#") {
        // What one line sets for the next ones is set in their shell.
        if let last = lines.last, last.command.hasSuffix("set +a") {
          lines[lines.count - 1] = Line(place: last.place, command: "\(last.command)\n\(line)")
        } else {
          lines.append(Line(place: "\(path):\(index + 1)", command: line))
        }
        open = lines
      }
    }
    return blocks
  }
}
