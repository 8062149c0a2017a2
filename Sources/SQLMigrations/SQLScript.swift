/// SQL that is run as one piece, and the file it stands in.
package struct SQLScript: Sendable, Hashable {
  /// The file as it is shown to people: relative to the package where it lies inside, else the full path.
  package let file: String
  /// What the server gets: the file's text without a byte order mark, line ends as they are.
  package let text: String
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
    self.init(file: file, text: text, runsInTransaction: runsInTransaction, included: [:])
  }

  init(file: String, text: String, runsInTransaction: Bool?, included: [PsqlInclude: SQLScript]) {
    self.file = file
    self.text = text
    self.runsInTransaction = runsInTransaction ?? !Self.saysNoTransaction(text)
    self.included = included
  }

  /// A part of the same file, which may include what the file does.
  ///
  /// - Parameters: As those of ``init(file:text:runsInTransaction:)``.
  package func part(text: String, runsInTransaction: Bool? = nil) -> SQLScript {
    SQLScript(file: file, text: text, runsInTransaction: runsInTransaction, included: included)
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
    let content = Array(text.utf8)
    let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    var normalized: [UInt8] = []
    var copied = 0
    var from = 0
    while let index = ByteSearch.firstIndex(of: carriageReturn, in: content, from: from) {
      from = index + 1
      guard from < content.count, content[from] == lineFeed else { continue }
      normalized += content[copied..<index]
      copied = from
    }
    return copied == 0 ? content : normalized + content[copied...]
  }

  /// The directive that takes a file out of its transaction, as sqlx spells it.
  package static let noTransactionDirective = "-- no-transaction"

  /// Looks for the directive among the comments and empty lines that the text begins with.
  ///
  /// sqlx wants it at the very start; below a line of comment it can't mean anything else either.
  private static func saysNoTransaction(_ text: String) -> Bool {
    // Most files begin with a statement, and needn't be looked at line by line.
    if let first = text.utf8.first, UInt8(ascii: "A")...UInt8(ascii: "z") ~= first { return false }
    var rest = text[...]
    while !rest.isEmpty {
      let line = rest.prefix { !$0.isNewline }
      rest = rest[line.endIndex...].dropFirst()
      let words = line.drop(while: \.isWhitespace)
      if words.isEmpty { continue }
      guard words.hasPrefix("--") else { return false }
      let firstWord = words.dropFirst(2).split(whereSeparator: \.isWhitespace).first
      if firstWord?.lowercased() == "no-transaction" { return true }
    }
    return false
  }
}
