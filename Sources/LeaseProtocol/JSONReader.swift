#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Reads JSON (RFC 8259) value by value; the reader says what it expects.
///
/// Members that nobody asks for are skipped, whatever is in them: a later version may send more.
struct JSONReader {
  private var next: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>

  /// Something else was found than what is expected.
  package struct Unexpected: Error, CustomStringConvertible {
    package let description: String
  }

  /// How deep values may lie in one another that are skipped.
  private static let depthLimit = 100

  /// Reads one object, which is all there is in the bytes.
  static func object(
    in bytes: UnsafeRawBufferPointer, _ member: (String, inout JSONReader) throws -> Void
  ) throws {
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { throw unexpected("nothing") }
    var reader = JSONReader(next: start, end: start + bytes.count)
    try reader.object(member)
    reader.skipSpace()
    guard reader.next == reader.end else { throw unexpected("something after the end") }
  }

  /// Reads an object; the body must read the value of each member, or skip it.
  mutating func object(_ member: (String, inout JSONReader) throws -> Void) throws {
    try expect("{")
    if take("}") { return }
    repeat {
      let name = try string()
      try expect(":")
      try member(name, &self)
    } while take(",")
    try expect("}")
  }

  /// Reads an array; the body must read each value.
  mutating func array(_ element: (inout JSONReader) throws -> Void) throws {
    try expect("[")
    if take("]") { return }
    repeat { try element(&self) } while take(",")
    try expect("]")
  }

  /// Reads a text, or `null`.
  mutating func optionalString() throws -> String? {
    guard peek() == UInt8(ascii: "n") else { return try string() }
    try word("null")
    return nil
  }

  mutating func bool() throws -> Bool {
    let isTrue = peek() == UInt8(ascii: "t")
    try word(isTrue ? "true" : "false")
    return isTrue
  }

  /// Reads a whole number.
  mutating func integer<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    skipSpace()
    let start = next
    while next < end, Self.isPartOfNumber(next.pointee) { next += 1 }
    let text = String(decoding: UnsafeBufferPointer(start: start, count: next - start), as: UTF8.self)
    guard let number = Number(text) else { throw Self.unexpected("'\(text)' where a whole number should be") }
    return number
  }

  mutating func string() throws -> String {
    try expect("\"")
    guard let quote = memchr(next, Int32(UInt8(ascii: "\"")), end - next) else {
      throw Self.unexpected("a text without an end")
    }
    let length = UnsafeRawPointer(quote) - UnsafeRawPointer(next)
    guard memchr(next, Int32(UInt8(ascii: "\\")), length) == nil else { return try escapedString() }
    defer { next += length + 1 }
    return String(decoding: UnsafeBufferPointer(start: next, count: length), as: UTF8.self)
  }

  /// Skips a value of any kind.
  mutating func skip(depth: Int = 0) throws {
    guard depth < Self.depthLimit else { throw Self.unexpected("values too deep in one another") }
    switch peek() {
    case UInt8(ascii: "{"): try object { _, reader in try reader.skip(depth: depth + 1) }
    case UInt8(ascii: "["): try array { try $0.skip(depth: depth + 1) }
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try bool()
    case UInt8(ascii: "n"): try word("null")
    default:
      let start = next
      while next < end, Self.isPartOfNumber(next.pointee) { next += 1 }
      if next == start { throw Self.unexpected("something that is no value") }
    }
  }

  private mutating func escapedString() throws -> String {
    var units: [UInt16] = []
    var bytes: [UInt8] = []
    func flushed(_ units: inout [UInt16]) -> [UInt8] {
      defer { units = [] }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    }
    while next < end {
      let byte = next.pointee
      next += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: bytes + flushed(&units), as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        if !units.isEmpty { bytes += flushed(&units) }
        bytes.append(byte)
        continue
      }
      guard next < end else { break }
      let escape = next.pointee
      next += 1
      switch escape {
      case UInt8(ascii: "u"): units.append(try hexadecimal())
      case UInt8(ascii: "n"): units.append(10)
      case UInt8(ascii: "t"): units.append(9)
      case UInt8(ascii: "r"): units.append(13)
      case UInt8(ascii: "b"): units.append(8)
      case UInt8(ascii: "f"): units.append(12)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(UInt16(escape))
      default: throw Self.unexpected("an escape that JSON does not have")
      }
    }
    throw Self.unexpected("a text without an end")
  }

  private mutating func hexadecimal() throws -> UInt16 {
    guard end - next >= 4 else { throw Self.unexpected("a text without an end") }
    let digits = String(decoding: UnsafeBufferPointer(start: next, count: 4), as: UTF8.self)
    guard let unit = UInt16(digits, radix: 16) else { throw Self.unexpected("'\\u\(digits)'") }
    next += 4
    return unit
  }

  private mutating func word(_ word: StaticString) throws {
    skipSpace()
    guard end - next >= word.utf8CodeUnitCount, memcmp(next, word.utf8Start, word.utf8CodeUnitCount) == 0 else {
      throw Self.unexpected("something else than '\(word)'")
    }
    next += word.utf8CodeUnitCount
  }

  private mutating func expect(_ sign: Unicode.Scalar) throws {
    guard take(sign) else { throw Self.unexpected("no '\(sign)' where one should be") }
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: sign) else { return false }
    next += 1
    return true
  }

  /// The next byte that is no space; 0 at the end.
  private mutating func peek() -> UInt8 {
    skipSpace()
    return next < end ? next.pointee : 0
  }

  private mutating func skipSpace() {
    while next < end, next.pointee == 0x20 || next.pointee == 0x09 || next.pointee == 0x0A || next.pointee == 0x0D {
      next += 1
    }
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private static func unexpected(_ what: String) -> Unexpected { Unexpected(description: "the line has \(what)") }
}
