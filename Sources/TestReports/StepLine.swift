/// What was done and how long it took, laid out for people.
package struct StepLine: Sendable, Hashable {
  /// The text in lines, each as wide as there is room for it.
  package let lines: [String]
  /// The spaces between the last of them and the time.
  package let padding: String

  /// Where the times end in a column, unless a terminal is narrower than that.
  private static let usualColumns = 74
  /// What stands in front of the text in each line.
  private static let indent = 4

  /// - Parameters:
  ///   - time: How long it took, for people; empty where that is not known.
  ///   - columns: How wide the terminal is; `nil` where there is none, and lines are never broken.
  package init(_ text: String, time: String, columns: Int?) {
    let room = (columns ?? .max) - Self.indent
    // A terminal begins another line once a character stands in the last column.
    lines = columns == nil ? [text] : Self.wrapped(text, in: room - 1 - (time.isEmpty ? 0 : time.count + 1))
    let end = min(Self.usualColumns - Self.indent, room - 1)
    padding = String(repeating: " ", count: max(1, end - (lines.last ?? "").count - time.count))
  }

  /// A text in lines that are at most so wide, broken between words; a word that is wider has a line of its own.
  package static func wrapped(_ text: some StringProtocol, in width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if lines.isEmpty && line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return lines + [line]
  }
}
