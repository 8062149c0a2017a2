extension JSON5Reader {
  /// Reads a text in quotes of either kind.
  mutating func string() throws(ConfigurationError) -> String {
    let place = place
    let quote = advance()
    var units: [UInt16] = []
    while let sign = peek, sign != "\n", sign != "\r" {
      _ = advance()
      if sign == quote { return String(decoding: units, as: UTF16.self) }
      units += sign == "\\" ? try escaped() : Array(String(sign).utf16)
    }
    throw failure("the text that begins here has no end; its quotes close in the same line", at: place)
  }

  /// What stands behind a backslash. Two escapes may be one character, so these are parts of one.
  private mutating func escaped() throws(ConfigurationError) -> [UInt16] {
    let place = place
    guard let sign = advance() else { return [] }
    switch sign {
    case "b": return [8]
    case "f": return [12]
    case "n": return [10]
    case "r": return [13]
    case "t": return [9]
    case "v": return [11]
    case "x": return [try hexadecimal(2, at: place)]
    case "u": return [try hexadecimal(4, at: place)]
    case "0" where !(peek.map { ("0"..."9").contains($0) } ?? false): return [0]
    case "0"..."9": throw failure("JSON5 has no escape '\\\(sign)'", at: place)
    case "\r":
      // The text goes on in the next line.
      _ = take("\n")
      return []
    case _ where sign.isLineEnd: return []
    default: return Array(String(sign).utf16)
    }
  }

  private mutating func hexadecimal(_ count: Int, at place: TextPlace) throws(ConfigurationError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<count {
      guard let sign = peek, let digit = Character(sign).hexDigitValue, sign.isASCII else {
        throw failure("\(count) hexadecimal digits are missing here", at: place)
      }
      _ = advance()
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
