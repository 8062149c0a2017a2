/// A text as Swift source.
struct StringLiteral {
  private let text: String

  init(_ text: String) { self.text = text }

  /// In quotes, in one line.
  var inline: String { "\"" + escaped(isMultiline: false) + "\"" }

  /// In three quotes, so that it can be read; it starts in a line of its own and has no indentation.
  var multiline: String { "\"\"\"\n" + escaped(isMultiline: true) + "\n\"\"\"" }

  /// The text such that the compiler makes of it what it was, scalar by scalar.
  private func escaped(isMultiline: Bool) -> String {
    var escaped = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped.append(contentsOf: #"\\"#.unicodeScalars)
      // Three in a row would end it.
      case "\"" where !isMultiline || previous == "\"": escaped.append(contentsOf: #"\""#.unicodeScalars)
      case "\n" where isMultiline, "\t" where isMultiline: escaped.append(scalar)
      case _ where isInvisible(scalar):
        escaped.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      default: escaped.append(scalar)
      }
      previous = scalar
    }
    return String(escaped)
  }

  /// Whether it stands for no sign on the screen, or would even change how others are shown.
  private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }
}
