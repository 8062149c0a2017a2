extension SQLScript {
  /// Where in the file a character of ``text`` stands.
  ///
  /// - Parameter position: Counted from 1 in Unicode scalars, as PostgreSQL does; one past the last is the
  ///   end of the text.
  /// - Returns: `nil` where the text has no such position.
  package func location(ofCharacter position: Int) -> SQLLocation? {
    guard position >= 1 else { return nil }
    var (line, column, remaining) = (1, 1, position - 1)
    for scalar in text.unicodeScalars {
      if remaining == 0 { return SQLLocation(line: line, column: column) }
      remaining -= 1
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    return remaining == 0 ? SQLLocation(line: line, column: column) : nil
  }

  /// Where in the file a byte of ``text`` stands, or its end.
  func location(ofByte offset: Int) -> SQLLocation {
    let before = text.utf8.prefix(offset)
    let line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { before.index(after: $0) } ?? before.startIndex
    // All bytes that continue a character have these highest bits.
    return SQLLocation(line: line, column: 1 + before[start...].count { $0 & 0xC0 != 0x80 })
  }

  /// The line of a location and, below it, a caret under the column.
  ///
  /// Of a very long line the part around the column is shown.
  package func excerpt(at location: SQLLocation) -> String {
    let lines = text.unicodeScalars.split(
      separator: "\n", maxSplits: location.line, omittingEmptySubsequences: false)
    var line = location.line <= lines.count ? Array(lines[location.line - 1]) : []
    if line.last == "\r" { line.removeLast() }
    var before = min(location.column - 1, line.count)
    var (left, right) = ("", "")
    if line.count - before > Self.shownAround {
      line.removeLast(line.count - before - Self.shownAround)
      right = "…"
    }
    if before > Self.shownAround {
      line.removeFirst(before - Self.shownAround)
      before = Self.shownAround
      left = "…"
    }
    let margin = line[..<before].map(Self.blank).joined()
    return left + String(String.UnicodeScalarView(line)) + right + "\n" + left.map { _ in " " } + margin + "^"
  }

  /// How many characters of a long line are shown on each side of the caret.
  private static let shownAround = 80

  /// What takes as much room on a terminal as a character does.
  private static func blank(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case _ where scalar == "\t": "\t"
    case .nonspacingMark, .enclosingMark, .format: ""
    case _ where isWide(scalar): "  "
    default: " "
    }
  }

  /// Whether terminals give the character two columns.
  ///
  /// Source: Unicode Standard Annex 11, the blocks that are wide as a whole.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
