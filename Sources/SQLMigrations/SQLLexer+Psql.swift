extension SQLLexer {
  /// Takes what begins with a colon: `::`, `:=`, a place where psql may put a variable, or the colon alone.
  ///
  /// Source: psqlscan.l, the rules with `variable_char`, in which digits are letters, so that `[1:2]` has one.
  mutating func takeColon() -> Kind {
    index += 1
    switch byte() {
    case UInt8(ascii: ":"), UInt8(ascii: "="):
      index += 1
      return .other
    case UInt8(ascii: "'"): return takeVariable(between: 1, and: UInt8(ascii: "'"))
    case UInt8(ascii: "\""): return takeVariable(between: 1, and: UInt8(ascii: "\""))
    case UInt8(ascii: "{") where byte(ahead: 1) == UInt8(ascii: "?"):
      return takeVariable(between: 2, and: UInt8(ascii: "}"))
    default:
      let start = index
      while index < bytes.count, role(at: index).isInWord { index += 1 }
      return index > start ? .variable : .other
    }
  }

  /// Takes a name and the bytes around it; only the colon, which is already taken, where there is no name.
  private mutating func takeVariable(between opening: Int, and closing: UInt8) -> Kind {
    var end = index + opening
    while end < bytes.count, role(at: end).isInWord { end += 1 }
    guard end > index + opening, end < bytes.count, bytes[end] == closing else { return .other }
    index = end + 1
    return .variable
  }

  /// Whether the quote that comes next belongs to `U&'…'`, `B'…'` or `X'…'`, in which a backslash is never an escape.
  var isAfterPrefix: Bool {
    func isFree(_ index: Int) -> Bool {
      index < 0 || !(role(at: index).isInWord || role(at: index) == .dollar)
    }
    guard index > 0 else { return false }
    switch bytes[index - 1] | 0x20 {
    case UInt8(ascii: "b"), UInt8(ascii: "x"): return isFree(index - 2)
    case UInt8(ascii: "&") where index > 1: return bytes[index - 2] | 0x20 == UInt8(ascii: "u") && isFree(index - 3)
    default: return false
    }
  }
}
