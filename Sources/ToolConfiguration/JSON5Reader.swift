/// Reads JSON5, and tells where everything stands, which Foundation's readers keep to themselves.
///
/// Source: The JSON5 Data Interchange Format, 1.0.0 (spec.json5.org).
struct JSON5Reader {
  private let scalars: [Unicode.Scalar]
  private var next = 0

  /// How deep values may lie in one another.
  private static let depthLimit = 100

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// Reads the value that a text is.
  static func value(in text: String) throws(ConfigurationError) -> JSON5Value {
    var reader = JSON5Reader(text)
    let value = try reader.value(depth: 0)
    try reader.skipSpace()
    guard reader.peek == nil else { throw reader.failure("the value has ended before this; take this away") }
    return value
  }

  /// The next sign; `nil` at the end.
  var peek: Unicode.Scalar? { next < scalars.count ? scalars[next] : nil }

  /// Takes the next sign.
  mutating func advance() -> Unicode.Scalar? {
    defer { next += 1 }
    return peek
  }

  /// Takes the next sign, if it is this one.
  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard peek == sign else { return false }
    next += 1
    return true
  }

  /// Takes all signs that are like this.
  mutating func takeAll(_ isPart: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let sign = peek, isPart(sign) {
      text.append(sign)
      next += 1
    }
    return String(text)
  }

  /// Where the next sign stands. Line ends are those of JSON5; one of two signs counts once.
  var place: TextPlace {
    var place = TextPlace()
    for index in 0..<min(next, scalars.count) {
      let sign = scalars[index]
      if sign.isLineEnd && !(sign == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n") {
        place = TextPlace(line: place.line + 1)
      } else {
        place.column += 1
      }
    }
    return place
  }

  func failure(_ message: String, at place: TextPlace? = nil) -> ConfigurationError {
    ConfigurationError(.syntax, place ?? self.place, message)
  }

  private mutating func value(depth: Int) throws(ConfigurationError) -> JSON5Value {
    try skipSpace()
    let place = place
    guard depth < Self.depthLimit else { throw failure("the values lie too deep in one another") }
    switch peek {
    case nil: throw failure("the file ends where a value should be; the least there can be is {}")
    case "{": return JSON5Value(content: .object(try object(depth: depth)), place: place)
    case "[": return JSON5Value(content: .array(try array(depth: depth)), place: place)
    case "\"", "'": return JSON5Value(content: .text(try string()), place: place)
    default: return JSON5Value(content: try word(at: place), place: place)
    }
  }

  private mutating func object(depth: Int) throws(ConfigurationError) -> [JSON5Value.Member] {
    next += 1
    var members: [JSON5Value.Member] = []
    while true {
      try skipSpace()
      if take("}") { return members }
      let place = place
      let name = peek == "\"" || peek == "'" ? try string() : takeAll(\.isPartOfName)
      guard !name.isEmpty else { throw failure("a setting's name should be here, or the '}' of the end", at: place) }
      try skipSpace()
      guard take(":") else { throw failure("a ':' is missing behind '\(name)'") }
      members.append(JSON5Value.Member(name: name, place: place, value: try value(depth: depth + 1)))
      try skipSpace()
      guard take(",") || peek == "}" else { throw failure("a ',' or a '}' is missing here") }
    }
  }

  private mutating func array(depth: Int) throws(ConfigurationError) -> [JSON5Value] {
    next += 1
    var values: [JSON5Value] = []
    while true {
      try skipSpace()
      if take("]") { return values }
      values.append(try value(depth: depth + 1))
      try skipSpace()
      guard take(",") || peek == "]" else { throw failure("a ',' or a ']' is missing here") }
    }
  }

  /// What has neither quotes nor brackets around it.
  private mutating func word(at place: TextPlace) throws(ConfigurationError) -> JSON5Value.Content {
    let word = takeAll { $0.isPartOfName || "+-.".unicodeScalars.contains($0) }
    switch word {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "": throw failure("a value should be here", at: place)
    default:
      if let number = Double(word) { return .number(number) }
      throw failure("'\(word)' is no value; a text stands in quotes", at: place)
    }
  }

  private mutating func skipSpace() throws(ConfigurationError) {
    while let sign = peek {
      if sign.properties.isWhitespace || sign == "\u{FEFF}" {
        next += 1
      } else if sign == "/" {
        try skipComment()
      } else {
        return
      }
    }
  }

  private mutating func skipComment() throws(ConfigurationError) {
    let place = place
    next += 1
    if take("/") {
      while let sign = peek, !sign.isLineEnd { next += 1 }
      return
    }
    guard take("*") else { throw failure("a '/' begins a comment only as '//' or '/*'", at: place) }
    while let sign = advance() {
      if sign == "*" && take("/") { return }
    }
    throw failure("the comment that begins here has no end; write '*/' behind it", at: place)
  }
}

extension Unicode.Scalar {
  var isLineEnd: Bool { self == "\n" || self == "\r" || self == "\u{2028}" || self == "\u{2029}" }

  /// Whether it may stand in a name without quotes, in a number or in a word.
  fileprivate var isPartOfName: Bool {
    self == "_" || self == "$" || self == "\u{200C}" || self == "\u{200D}" || properties.isIDContinue
  }
}
