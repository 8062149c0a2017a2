/// SQL that is run as one piece, and the file it stands in.
package struct SQLScript: Sendable, Hashable {
  /// The file as it is shown to people: relative to the package where it lies inside, else the full path.
  package let file: String
  /// What the server gets, in UTF-8: the file's text without a byte order mark, line ends as they are.
  package let bytes: [UInt8]
  /// The same as a string, which is made anew each time: a dump has many megabytes.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
  /// Whether it is run inside a transaction; false where it says `-- no-transaction`.
  package let runsInTransaction: Bool
  /// The files that it includes with psql's `\i` and `\ir`, by what it calls them.
  let included: [PsqlInclude: SQLScript]

  /// Takes a file's text.
  ///
  /// - Parameters:
  ///   - text: All of it; where only a part is meant, with blanks in place of the rest, so that places are those of the file.
  ///   - runsInTransaction: What the file's convention says; `nil` to look for `-- no-transaction`.
  package init(file: String, text: String, runsInTransaction: Bool? = nil) {
    self.init(file: file, bytes: Array(text.utf8), runsInTransaction: runsInTransaction, included: [:])
  }

  /// - Parameter bytes: UTF-8, as somebody has made sure.
  init(file: String, bytes: [UInt8], runsInTransaction: Bool?, included: [PsqlInclude: SQLScript]) {
    self.file = file
    self.bytes = bytes
    self.runsInTransaction = runsInTransaction ?? !Self.saysNoTransaction(bytes)
    self.included = included
  }

  /// The same with the files that it includes.
  func including(_ included: [PsqlInclude: SQLScript]) -> SQLScript {
    SQLScript(file: file, bytes: bytes, runsInTransaction: runsInTransaction, included: included)
  }

  /// The same, run as its convention says.
  package func running(inTransaction: Bool) -> SQLScript {
    SQLScript(file: file, bytes: bytes, runsInTransaction: inTransaction, included: included)
  }

  /// A part of the same file, which may include what the file does.
  ///
  /// - Parameters: As those of ``init(file:text:runsInTransaction:)``.
  package func part(text: String, runsInTransaction: Bool? = nil) -> SQLScript {
    SQLScript(file: file, bytes: Array(text.utf8), runsInTransaction: runsInTransaction, included: included)
  }

  /// The text's bytes with LF line ends, so that a checkout on Windows has the same fingerprint; what is included follows.
  ///
  /// No text has a zero byte, so it tells where a path and a file start.
  package var normalizedContent: [UInt8] {
    let parts = included.map { include, script in
      [[0], Array("\(include.isRelativeToFile ? "ir" : "i") \(include.path)".utf8), [0], script.normalizedContent]
        .flatMap(\.self)
    }
    // Without a copy where there is nothing to add: a dump has many megabytes.
    return parts.isEmpty ? normalizedText : normalizedText + parts.sorted { $0.lexicographicallyPrecedes($1) }.joined()
  }

  private var normalizedText: [UInt8] {
    let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    var normalized: [UInt8] = []
    var copied = 0
    var from = 0
    while let index = ByteSearch.firstIndex(of: carriageReturn, in: bytes, from: from) {
      from = index + 1
      guard from < bytes.count, bytes[from] == lineFeed else { continue }
      normalized += bytes[copied..<index]
      copied = from
    }
    return copied == 0 ? bytes : normalized + bytes[copied...]
  }

  /// The directive that takes a file out of its transaction, as sqlx spells it.
  package static let noTransactionDirective = "-- no-transaction"

  /// Looks for the directive among the comments and empty lines that the text begins with.
  ///
  /// sqlx wants it at the very start; below a line of comment it can't mean anything else either.
  private static func saysNoTransaction(_ bytes: [UInt8]) -> Bool {
    // Most files begin with a statement, and needn't be looked at line by line.
    if let first = bytes.first, UInt8(ascii: "A")...UInt8(ascii: "z") ~= first { return false }
    var start = 0
    while start < bytes.count {
      // Either ends a comment in SQL.
      let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.count
      let line = String(decoding: bytes[start..<end], as: UTF8.self)
      start = end + 1
      let words = line.drop(while: \.isWhitespace)
      if words.isEmpty { continue }
      guard words.hasPrefix("--") else { return false }
      let firstWord = words.dropFirst(2).split(whereSeparator: \.isWhitespace).first
      if firstWord?.lowercased() == "no-transaction" { return true }
    }
    return false
  }
}
