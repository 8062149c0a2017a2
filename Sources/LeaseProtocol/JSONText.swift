/// Writes JSON, for the few shapes that the protocol has.
///
/// It and ``JSONReader`` are our own because of what a lease costs: a debug build, which is what most have, takes five times
/// as long for the same by way of `Codable`, and that would be a quarter of a lease.
struct JSONText {
  private(set) var text = "{"
  private var isFirst = true

  /// What was written, as one line with its end.
  var line: [UInt8] { Array((text + "}\n").utf8) }

  mutating func member(_ name: String, _ value: String) { add(name, Self.quoted(value)) }

  mutating func member(_ name: String, _ value: String?) { if let value { member(name, value) } }

  mutating func member(_ name: String, _ value: Int) { add(name, value.description) }

  mutating func member(_ name: String, _ value: UInt64) { add(name, value.description) }

  mutating func member(_ name: String, _ value: Bool) { add(name, value ? "true" : "false") }

  mutating func member(_ name: String, _ values: [String?]) { add(name, Self.list(values)) }

  mutating func member(_ name: String, _ rows: [[String?]]) {
    add(name, "[" + rows.map(Self.list).joined(separator: ",") + "]")
  }

  /// An object with members of its own.
  mutating func object(_ name: String, _ write: (inout JSONText) -> Void) {
    var inner = JSONText()
    write(&inner)
    add(name, inner.text + "}")
  }

  private mutating func add(_ name: String, _ value: String) {
    if !isFirst { text += "," }
    isFirst = false
    text += "\"" + name + "\":" + value
  }

  private static func list(_ values: [String?]) -> String {
    "[" + values.map { $0.map(quoted) ?? "null" }.joined(separator: ",") + "]"
  }

  private static func quoted(_ value: String) -> String {
    var value = value
    let isPlain = value.withUTF8 { bytes in
      guard var next = bytes.baseAddress else { return true }
      let end = next + bytes.count
      while next < end {
        if needsEscape(next.pointee) { return false }
        next += 1
      }
      return true
    }
    if isPlain { return "\"" + value + "\"" }
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }
}
