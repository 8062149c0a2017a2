/// The comments that fill a line from its start on, found without taking all lines apart: a dump has many.
struct LineComments {
  /// One of them.
  struct Comment {
    /// The byte that it starts at.
    let offset: Int
    /// All of the line, without what ends it.
    let line: Substring

    /// What follows the `--`, without blanks around.
    var text: Substring { ScriptLines.trimmed(line.dropFirst(2)) }
  }

  /// Those whose first word starts with one of these ASCII letters, in their order.
  static func find(in text: [UInt8], startingWith letters: String) -> [Comment] {
    let first = Array(letters.utf8)
    return text.withUnsafeBytes { bytes in
      var found: [Comment] = []
      var start = bytes.starts(with: opening.dropFirst()) ? 0 : next(in: bytes, from: 0)
      while let offset = start {
        if isWanted(bytes, offset, first) {
          let end = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: offset) ?? bytes.count
          let line = String(decoding: bytes[offset..<end], as: UTF8.self)
          found.append(Comment(offset: offset, line: line.hasSuffix("\r") ? line.dropLast() : line[...]))
        }
        start = next(in: bytes, from: offset)
      }
      return found
    }
  }

  /// What a comment's line and the one before it have between them.
  private static let opening = Array("\n--".utf8)

  private static func next(in bytes: UnsafeRawBufferPointer, from offset: Int) -> Int? {
    ByteSearch.firstIndex(of: opening, in: bytes, from: offset).map { $0 + 1 }
  }

  private static func isWanted(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ first: [UInt8]) -> Bool {
    var place = offset
    while place < bytes.count, [UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "\t")].contains(bytes[place]) {
      place += 1
    }
    return place < bytes.count && first.contains(bytes[place])
  }
}
