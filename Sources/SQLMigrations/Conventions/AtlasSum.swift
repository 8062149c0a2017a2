internal import SHA2

/// The checksums of a folder of Atlas's: what `atlas.sum` has, and what its files have.
///
/// Each file's is that of the names and contents of all files up to it, and the first line is that of the others.
/// Source: Atlas's `sql/migrate/dir.go`, `NewHashFile` and `HashFile.Sum`.
struct AtlasSum {
  /// A file and its checksum.
  private struct Line: Hashable {
    let file: String
    let digest: String
  }

  private let total: String
  private let lines: [Line]
  /// The file, as it is shown to people.
  private let shown: String

  /// Takes what the file has.
  ///
  /// - Throws: ``MigrationFileError`` with code `checksumMismatch` where it is not what Atlas writes.
  init(_ content: [UInt8], shown: String) throws(MigrationFileError) {
    self.shown = shown
    var texts = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isNewline)
    total = texts.isEmpty ? "" : Self.digest(texts.removeFirst())
    var lines: [Line] = []
    for (index, text) in texts.enumerated() {
      guard let space = text.lastIndex(of: " "), text[space...].hasPrefix(" h1:") else {
        throw MigrationFileError(
          .checksumMismatch, shown, line: index + 2, "is no checksum of a file, 'name.sql h1:…'; \(Self.remedy)")
      }
      lines.append(Line(file: String(text[..<space]), digest: Self.digest(text[space...].dropFirst())))
    }
    self.lines = lines
    guard total == Self.total(lines) else {
      throw MigrationFileError(
        .checksumMismatch, shown, line: 1, "the first line is not the checksum of the others; \(Self.remedy)")
    }
  }

  /// Compares it with the files that are there.
  ///
  /// - Throws: ``MigrationFileError`` with code `checksumMismatch`, which names the first file that was added, edited or removed.
  func verify(_ files: [String], in source: MigrationSource) throws(MigrationFileError) {
    let actual = try Self.lines(files, in: source)
    if actual == lines { return }
    let index = zip(lines, actual).prefix { $0 == $1 }.count
    let expected = index < lines.count ? lines[index] : nil
    if let expected, !actual.contains(where: { $0.file == expected.file }) {
      throw mismatch(source.shown(expected.file), "was removed", line: index + 2)
    }
    if let expected, index < actual.count, actual[index].file == expected.file {
      throw mismatch(source.shown(expected.file), "was edited", line: index + 2)
    }
    throw mismatch(source.shown(actual[index].file), "was added", line: index + 2)
  }

  private func mismatch(_ file: String, _ what: String, line: Int) -> MigrationFileError {
    MigrationFileError(.checksumMismatch, file, "\(what) after \(shown) was written (line \(line)); \(Self.remedy)")
  }

  private static let remedy = "put back what was there, or have 'atlas migrate hash' write the checksums anew"

  /// The checksums that the files have; those that say `atlas:sum ignore` have none, and only their names count.
  private static func lines(_ files: [String], in source: MigrationSource) throws(MigrationFileError) -> [Line] {
    var message = RunningSHA256()
    var lines: [Line] = []
    for file in files {
      let content = try source.content(file)
      message.append(Array(file.utf8))
      let end = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: content) ?? content.count
      let first = AtlasDirectives.directive(String(decoding: content[..<end], as: UTF8.self))
      if let first, first == ("sum", "ignore") { continue }
      message.append(content)
      lines.append(Line(file: file, digest: Base64.encoded(message.digest)))
    }
    return lines
  }

  private static func total(_ lines: [Line]) -> String {
    Base64.encoded(SHA256.hash(lines.flatMap { Array(($0.file + $0.digest).utf8) }))
  }

  private static func digest(_ text: Substring) -> String { String(text.hasPrefix("h1:") ? text.dropFirst(3) : text) }
}
