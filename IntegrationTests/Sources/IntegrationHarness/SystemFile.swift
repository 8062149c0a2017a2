import Foundation

/// A file in which the system says something, such as those of proc(5).
package enum SystemFile {
  /// All of it; nothing where it can't be read. One read gives no more than a page, and Foundation takes that for the whole.
  package static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16384)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
    return bytes
  }
}
