import Testing

/// A block of code in a Markdown document.
struct CodeBlock: Sendable, CustomTestStringConvertible {
  /// Where it is: the document and its first line.
  let place: String
  /// The language that it is marked with; empty where it is not.
  let language: String
  /// Its lines.
  let lines: [String]

  var testDescription: String { place }

  /// The blocks of a document, in their order.
  static func all(in document: Document) -> [CodeBlock] {
    var blocks: [CodeBlock] = []
    var open: (line: Int, language: String, lines: [String])?
    for (index, line) in document.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let trimmed = line.drop { $0 == " " }
      if trimmed.hasPrefix("```") {
        if let block = open {
          blocks.append(
            CodeBlock(place: "\(document.path):\(block.line)", language: block.language, lines: block.lines))
          open = nil
        } else {
          open = (index + 1, String(trimmed.dropFirst(3)), [])
        }
      } else {
        open?.lines.append(String(line))
      }
    }
    return blocks
  }

  /// Whether the lines stand in a text one after the other, whatever the whole of them is indented by.
  func stands(in text: String) -> Bool {
    let wanted = Self.withoutIndentation(lines)
    let there = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard !wanted.isEmpty, there.count >= wanted.count else { return false }
    return (0...there.count - wanted.count).contains { start in
      // The first line is looked at before the others are touched: most places end there.
      there[start].hasSuffix(wanted[0])
        && Self.withoutIndentation(Array(there[start..<start + wanted.count])) == wanted
    }
  }

  private static func withoutIndentation(_ lines: [String]) -> [String] {
    let indentation = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { String($0.dropFirst(indentation)) }
  }
}
