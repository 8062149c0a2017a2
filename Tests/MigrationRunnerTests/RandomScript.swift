/// Makes scripts of statements that are hard to tell apart, and valid all the same.
struct RandomScript {
  private var generator: SplitMix
  private var made = 0

  init(seed: UInt64) { generator = SplitMix(state: seed) }

  /// Statements, with the text that goes between them.
  mutating func next() -> String {
    let count = Int.random(in: 0...8, using: &generator)
    var text = blank()
    for _ in 0..<count { text += statement() + blank() + [";", ";;", "; \n;"].pick(&generator) + blank() }
    return Bool.random(using: &generator) ? text : text + statement() + blank()
  }

  private mutating func statement() -> String {
    made += 1
    switch Int.random(in: 0..<10, using: &generator) {
    case 0:
      let parameter = "\(name()) text DEFAULT \(literal())"
      return "CREATE FUNCTION pg_temp.f\(made)(\(parameter)) RETURNS text BEGIN\(blank())ATOMIC "
        + body() + "\(blank())END"
    case 1: return "SELECT\(blank())CASE WHEN \(literal()) = \(literal()) THEN 1. ELSE 2 END"
    case 2:
      let table = "t\(made)"
      return "CREATE TEMP TABLE \(table) (\(name()) text);CREATE RULE r AS ON INSERT TO \(table) DO ALSO"
        + "\(blank())(SELECT \(literal());\(blank())SELECT (\(literal())); );"
        + "INSERT INTO \(table) VALUES (\(literal()))"
    default:
      let values = (0...Int.random(in: 0...3, using: &generator)).map { _ in literal() + " AS \(name())" }
      return "SELECT\(blank())" + values.joined(separator: blank() + "," + blank())
    }
  }

  private mutating func body() -> String {
    (0...Int.random(in: 0...2, using: &generator)).map { _ in
      ["SELECT \(literal())", "SELECT CASE 1 WHEN 1 THEN \(literal()) END", "SELECT \(literal()) AS end"]
        .pick(&generator) + blank() + ";"
    }.joined()
  }

  /// A value of type text, in one of the ways to quote it.
  private mutating func literal() -> String {
    let text = soup()
    let doubled = text.map { $0 == "'" ? "''" : String($0) }.joined()
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: return "'\(doubled)'"
    case 1: return ["E", "e"].pick(&generator) + "'\(escaped(text))'"
    case 2: return "E'\(escaped(text))'\(newLine())\t'\(escaped(soup()))'"
    case 3: return "U&'\(doubled.filter { $0 != "\\" })'"
    default:
      let tag = ["", "a", "E", "_1", "é"].pick(&generator)
      let content = text + ["", "$b$", "$1"].pick(&generator) + " "
      return "$\(tag)$" + (content.contains("$\(tag)$") ? "" : content) + "$\(tag)$"
    }
  }

  private mutating func escaped(_ text: String) -> String {
    text.map { $0 == "'" ? ["''", "\\'"].pick(&generator) : $0 == "\\" ? "\\\\" : String($0) }.joined()
  }

  private mutating func name() -> String {
    let quoted = soup().map { $0 == "\"" ? "\"\"" : String($0) }.joined()
    return ["a$$b", "e", "begin", "ü$a$", "\"x\(quoted)\""].pick(&generator)
  }

  /// What stands between two tokens.
  private mutating func blank() -> String {
    let inside = soup().filter { $0 != "/" && $0 != "*" }
    let comment = "/*** \(inside)/*\(inside)**/-- ;*/"
    return [" ", "\n", "\t\r\n", newLine(), "/*\(inside)*/", comment].pick(&generator)
  }

  /// What stands between the parts of a string.
  private mutating func newLine() -> String {
    let comment = soup().filter { $0 != "\n" }
    return ["\n", " \r\n\n", " --\(comment)\n", "\t--\(comment)\n --\n"].pick(&generator)
  }

  /// Any characters with a meaning in SQL.
  private mutating func soup() -> String {
    let pieces = [
      ";", "'", "\"", "\\", "$", "$a$", "--", "/*", "*/", "(", ")", "E'", "begin atomic", " end ", "é", "😀", "\n",
    ]
    return (0..<Int.random(in: 0...6, using: &generator)).map { _ in pieces.pick(&generator) }.joined()
  }
}

/// Numbers that look random and are the same for the same seed. Source: Steele et al., "SplitMix64", 2014.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension Array {
  /// One of them.
  fileprivate func pick(_ generator: inout SplitMix) -> Element { self[Int.random(in: indices, using: &generator)] }
}
