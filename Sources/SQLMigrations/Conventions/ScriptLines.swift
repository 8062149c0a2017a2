/// A file's lines, in which directives mark sections.
///
/// Lines are looked at as bytes, and become texts only where one may be a directive: a dump has many.
struct ScriptLines: Sendable {
  /// The file.
  let script: SQLScript
  private let bytes: [UInt8]
  /// Each line's bytes, without the line feed.
  private let ranges: [Range<Int>]

  init(_ script: SQLScript) {
    self.script = script
    let bytes = script.bytes
    var ranges: [Range<Int>] = []
    var start = 0
    while let end = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: start) {
      ranges.append(start..<end)
      start = end + 1
    }
    ranges.append(start..<bytes.count)
    self.bytes = bytes
    self.ranges = ranges
  }

  /// How many lines there are; one where the file is empty.
  var count: Int { ranges.count }

  /// A line, without what ends it.
  func text(_ index: Int) -> Substring {
    let line = String(decoding: bytes[ranges[index]], as: UTF8.self)
    return line.hasSuffix("\r") ? line.dropLast() : line[...]
  }

  /// What follows the `--` that a line starts with, without blanks around; `nil` where it starts otherwise.
  func comment(_ index: Int) -> Substring? {
    let dash = UInt8(ascii: "-")
    let range = ranges[index]
    guard range.count >= 2, bytes[range.lowerBound] == dash, bytes[range.lowerBound + 1] == dash else { return nil }
    return Self.trimmed(text(index).dropFirst(2))
  }

  /// The lines that are comments whose first word starts with one of these ASCII letters, found without making texts of them.
  func comments(startingWith letters: String) -> [Int] {
    let first = Array(letters.utf8)
    return ranges.indices.filter { isComment($0, startingWith: first) }
  }

  private func isComment(_ index: Int, startingWith first: [UInt8]) -> Bool {
    let dash = UInt8(ascii: "-")
    var place = ranges[index].lowerBound
    let end = ranges[index].upperBound
    guard end - place > 2, bytes[place] == dash, bytes[place + 1] == dash else { return false }
    while place < end, bytes[place] == dash || bytes[place] == UInt8(ascii: " ") || bytes[place] == UInt8(ascii: "\t") {
      place += 1
    }
    return place < end && first.contains(bytes[place])
  }

  /// The first line with anything but blanks and a comment, of those before one.
  func firstStatement(before end: Int) -> Int? {
    (0..<end).first { index in
      let words = text(index).drop(while: \.isWhitespace)
      return !words.isEmpty && !words.hasPrefix("--")
    }
  }

  /// The file with nothing but some of its lines, each of them where it was; what is blank at the end is left out.
  ///
  /// - Parameter kept: Lines, first to last.
  func script(of kept: [Range<Int>], runsInTransaction: Bool) -> SQLScript {
    var result: [UInt8] = []
    var next = 0
    for lines in kept where !lines.isEmpty {
      result += repeatElement(UInt8(ascii: "\n"), count: lines.lowerBound - next)
      let end = lines.upperBound < ranges.count ? ranges[lines.upperBound].lowerBound : bytes.count
      result += bytes[ranges[lines.lowerBound].lowerBound..<end]
      next = lines.upperBound
    }
    while let last = result.last, ByteRole.table[Int(last)] == .blank || ByteRole.table[Int(last)] == .newLine {
      result.removeLast()
    }
    return script.part(text: String(decoding: result, as: UTF8.self), runsInTransaction: runsInTransaction)
  }

  static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
