/// The name of something, with its schema where that is written.
package struct SQLName: Sendable, Hashable {
  /// The schema, as the server knows it.
  package let schema: String?
  /// The name in it, as the server knows it.
  package let name: String

  /// Reads the name behind some keywords at the start of a statement; `nil` where there are others.
  ///
  /// - Parameter keywords: In lower case; an empty one stands for any.
  init?(_ bytes: [UInt8], from statement: Range<Int>, after keywords: [String]) {
    var lexer = SQLLexer(bytes)
    lexer.index = statement.lowerBound
    for keyword in keywords {
      guard let token = lexer.next(), token.kind == .word, lexer.word(token) == keyword else { return nil }
    }
    self.init(&lexer)
  }

  /// Reads a name as people and the server write it, such as `public."My function"(integer)`.
  package init?(_ text: some StringProtocol) {
    var lexer = SQLLexer(Array(text.utf8))
    self.init(&lexer)
  }

  private init?(_ lexer: inout SQLLexer) {
    guard let first = Self.part(&lexer) else { return nil }
    var rest = lexer
    if rest.next()?.kind == .dot, let second = Self.part(&rest) {
      (schema, name) = (first, second)
    } else {
      (schema, name) = (nil, first)
    }
  }

  private static func part(_ lexer: inout SQLLexer) -> String? {
    guard let token = lexer.next() else { return nil }
    return part(token, lexer)
  }

  /// One part of a name, as the server knows it; `nil` where the token is none.
  static func part(_ token: SQLLexer.Token, _ lexer: SQLLexer) -> String? {
    if token.kind == .word { return lexer.word(token) }
    guard token.range.count > 1, lexer.bytes[token.range.lowerBound] == UInt8(ascii: "\"") else { return nil }
    let inside = String(decoding: lexer.bytes[token.range.dropFirst().dropLast()], as: UTF8.self)
    return inside.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }
}
