/// What stands behind a command of psql in its line.
///
/// Source: PostgreSQL, src/bin/psql/psqlscanslash.l.
struct PsqlArguments {
  /// One of them, without the single quotes it may have.
  struct Argument {
    fileprivate(set) var bytes: [UInt8] = []
    /// How many bytes at its end are in no quotes.
    fileprivate var unquoted = 0

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The argument as commands that may be ended like statements take it.
    var textWithoutSemicolons: String {
      let semicolons = bytes.suffix(unquoted).reversed().prefix { $0 == UInt8(ascii: ";") }.count
      return String(decoding: bytes.dropLast(semicolons), as: UTF8.self)
    }
  }

  private(set) var values: [Argument] = []
  /// What psql would do for them that is not done here; `nil` where there is no such thing.
  private(set) var problem: String?
  /// Where SQL goes on: at the end of the line, behind `\\`, or at the backslash of the next command.
  private(set) var end: Int
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    end = start
    while problem == nil, let argument = next() { values.append(argument) }
    if problem != nil { end = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: end) ?? bytes.count }
  }

  private func byte(ahead distance: Int = 0) -> UInt8 {
    end + distance < bytes.count ? bytes[end + distance] : UInt8(ascii: "\n")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D, 0x0C].contains(byte) }

  private mutating func next() -> Argument? {
    while Self.isBlank(byte()) { end += 1 }
    var argument = Argument()
    let start = end
    while !Self.isBlank(byte()), problem == nil {
      switch byte() {
      case UInt8(ascii: "\n"): return end > start ? argument : nil
      case UInt8(ascii: "\\"):
        if end > start { return argument }
        if byte(ahead: 1) == UInt8(ascii: "\\") { end += 2 }
        return nil
      case UInt8(ascii: "'"): takeQuoted(into: &argument)
      case UInt8(ascii: "\""): takeDoubleQuoted(into: &argument)
      case UInt8(ascii: "`"): problem = "the output of a program, in '`', can't be taken"
      case UInt8(ascii: ":"): takeColon(into: &argument)
      default:
        argument.bytes.append(byte())
        argument.unquoted += 1
        end += 1
      }
    }
    return argument
  }

  private mutating func takeQuoted(into argument: inout Argument) {
    argument.unquoted = 0
    end += 1
    while true {
      let next = byte()
      if next == UInt8(ascii: "\n") { return problem = "a quote has no end in its line" }
      end += 1
      if next == UInt8(ascii: "'") {
        guard byte() == UInt8(ascii: "'") else { return }
        end += 1
      }
      if next == UInt8(ascii: "\\") { takeEscape(into: &argument) } else { argument.bytes.append(next) }
    }
  }

  /// Takes what follows a backslash in quotes.
  private mutating func takeEscape(into argument: inout Argument) {
    let next = byte()
    if next == UInt8(ascii: "\n") { return }
    end += 1
    switch Unicode.Scalar(next) {
    case "n": argument.bytes.append(0x0A)
    case "t": argument.bytes.append(0x09)
    case "b": argument.bytes.append(0x08)
    case "r": argument.bytes.append(0x0D)
    case "f": argument.bytes.append(0x0C)
    case "0"..."7", "x": problem = "a character by its number can't be taken"
    default: argument.bytes.append(next)
    }
  }

  /// Takes what is in double quotes, with them.
  private mutating func takeDoubleQuoted(into argument: inout Argument) {
    argument.unquoted = 0
    repeat {
      argument.bytes.append(byte())
      end += 1
      if byte() == UInt8(ascii: "\n") { return problem = "a quote has no end in its line" }
    } while byte() != UInt8(ascii: "\"")
    argument.bytes.append(byte())
    end += 1
  }

  private mutating func takeColon(into argument: inout Argument) {
    var lexer = SQLLexer(bytes)
    lexer.index = end
    _ = lexer.takeColon()
    let place = bytes[end..<max(lexer.index, end + 1)]
    if PsqlVariable.isAlwaysSet(place) { return problem = "psql's variables can't be taken" }
    argument.bytes.append(byte())
    argument.unquoted += 1
    end += 1
  }
}
