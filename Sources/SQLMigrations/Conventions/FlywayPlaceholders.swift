/// Puts values in the place of `${name}`, wherever in a file that stands, as Flyway does.
struct FlywayPlaceholders {
  /// The values, by their names in small letters: capitals make no difference.
  private let values: [String: String]
  /// How to have a file left as it is.
  private let advice: String

  init(_ values: [String: String], advice: String) {
    self.values = Dictionary(values.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
    self.advice = advice
  }

  /// The script with its values.
  ///
  /// - Throws: ``MigrationFileError`` with code `undefinedPlaceholder` or `unsupported`, at the place.
  func replaced(in script: SQLScript) throws(MigrationFileError) -> SQLScript {
    let bytes = script.bytes
    var result: [UInt8] = []
    var copied = 0
    var from = 0
    while let start = ByteSearch.firstIndex(of: UInt8(ascii: "$"), in: bytes, from: from) {
      from = start + 1
      guard from < bytes.count, bytes[from] == UInt8(ascii: "{"),
        let end = ByteSearch.firstIndex(of: UInt8(ascii: "}"), in: bytes, from: from)
      else { continue }
      let name = String(decoding: bytes[from + 1..<end], as: UTF8.self)
      guard let value = values[name.lowercased()] else { throw error(name, at: start, of: bytes, in: script) }
      result += bytes[copied..<start] + Array(value.utf8)
      copied = end + 1
      from = copied
    }
    if copied == 0 { return script }
    return script.part(
      text: String(decoding: result + bytes[copied...], as: UTF8.self),
      runsInTransaction: script.runsInTransaction)
  }

  private func error(_ name: String, at offset: Int, of bytes: [UInt8], in script: SQLScript) -> MigrationFileError {
    let before = String(decoding: bytes[..<offset], as: UTF8.self).unicodeScalars.count
    let location = script.location(ofCharacter: before + 1)
    let isOwn = name.lowercased().hasPrefix("flyway:")
    return MigrationFileError(
      isOwn ? .unsupported : .undefinedPlaceholder, script.file, line: location?.line, column: location?.column,
      isOwn
        ? "'${\(name)}' has a value only where Flyway runs the file; write the value itself, or \(advice) "
          + "where it is meant as it stands"
        : "the placeholder '${\(name)}' has no value; set it in 'placeholders' in db-test.json, or \(advice) "
          + "where it is meant as it stands")
  }
}
