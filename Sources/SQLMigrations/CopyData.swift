/// The lines of data below a `COPY … FROM stdin`.
struct CopyData {
  /// The offsets of their bytes.
  let lines: Range<Int>
  /// Where the file goes on: below the line `\.`, or at the end.
  let next: Int

  /// Finds the line `\.`, which ends the data in all formats. Source: PostgreSQL, src/bin/psql/copy.c.
  init(_ bytes: [UInt8], from start: Int) {
    let newLine = UInt8(ascii: "\n")
    func endOfMark(at index: Int) -> Int? {
      guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: ".") else {
        return nil
      }
      let rest = bytes[(index + 2)...].prefix(2)
      return rest.isEmpty
        ? index + 2
        : rest.first == newLine ? index + 3 : rest.elementsEqual([UInt8(ascii: "\r"), newLine]) ? index + 4 : nil
    }
    if let end = endOfMark(at: start) {
      (lines, next) = (start..<start, end)
      return
    }
    var index = start
    while let found = ByteSearch.firstIndex(of: Array("\n\\.".utf8), in: bytes, from: index) {
      if let end = endOfMark(at: found + 1) {
        (lines, next) = (start..<found + 1, end)
        return
      }
      index = found + 1
    }
    (lines, next) = (start..<bytes.count, bytes.count)
  }
}
