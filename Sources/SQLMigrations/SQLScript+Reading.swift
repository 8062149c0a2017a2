extension SQLScript {
  /// Reads a file, and those that it includes.
  ///
  /// - Throws: ``MigrationFileError`` with code `unreadable`, `notText`, or `psqlOnly` where files include one another.
  static func read(
    _ fullPath: String, in directory: PackageDirectory
  ) throws(MigrationFileError) -> SQLScript {
    let script = try readAlone(fullPath, in: directory)
    // Most files have none, and needn't be taken apart to know it.
    guard IncludedFiles.mayBeIn(script) else { return script }
    var state = PsqlState()
    return try IncludedFiles(directory: directory, path: [fullPath]).adding(to: script, &state)
  }

  /// Reads a file without those that it includes.
  static func readAlone(
    _ fullPath: String, in directory: PackageDirectory
  ) throws(MigrationFileError) -> SQLScript {
    let file = directory.shown(fullPath)
    var content: [UInt8]
    do {
      content = try FileSystem.content(of: fullPath)
    } catch {
      throw MigrationFileError(.unreadable, file, "can't be read: \(error.reason)")
    }
    let beginning = content.prefix(byteOrderMark.count)
    if beginning.starts(with: [0xFF, 0xFE]) || beginning.starts(with: [0xFE, 0xFF]) {
      throw MigrationFileError(.notText, file, "is UTF-16 text; save it as UTF-8")
    }
    let skipped = Array(beginning) == byteOrderMark ? byteOrderMark.count : 0
    if skipped > 0 { content.removeFirst(skipped) }
    // libpq takes text up to the first zero byte, so the rest would silently not be run.
    if let zero = ByteSearch.firstIndex(of: 0, in: content) {
      throw MigrationFileError(
        .notText, file, line: line(of: zero, in: content),
        "a zero byte, at offset \(zero + skipped): this is no SQL text; save it as UTF-8")
    }
    if let invalid = firstInvalid(in: content) {
      throw MigrationFileError(
        .notText, file, line: line(of: invalid, in: content),
        "invalid UTF-8, at byte offset \(invalid + skipped); save the file as UTF-8")
    }
    return SQLScript(file: file, bytes: content, runsInTransaction: nil, included: [:])
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Where bytes stop being UTF-8; `nil` where they don't.
  ///
  /// Piece by piece, so that it takes no second piece of memory as large as a dump.
  private static func firstInvalid(in content: [UInt8]) -> Int? {
    var start = 0
    while start < content.count {
      var end = min(start + pieceLength, content.count)
      // Not in the middle of a character, which has at most 3 bytes after its first.
      for _ in 0..<3 where end < content.count && content[end] & 0xC0 == 0x80 { end -= 1 }
      let piece = content[start..<end]
      // Decoding puts a replacement for what is no UTF-8.
      let decoded = String(decoding: piece, as: UTF8.self)
      if !ByteSearch.isEqual(decoded, piece) {
        let differing = zip(piece, decoded.utf8).enumerated().first { $1.0 != $1.1 }?.offset
        return start + (differing ?? min(piece.count, decoded.utf8.count))
      }
      start = end
    }
    return nil
  }

  private static let pieceLength = 1 << 16

  private static func line(of offset: Int, in content: [UInt8]) -> Int {
    1 + content[..<offset].count { $0 == UInt8(ascii: "\n") }
  }
}
