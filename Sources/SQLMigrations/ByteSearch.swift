#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Finding bytes with the C library, which is fast in debug builds, too.
///
/// Consumers run such builds, and an SQL file may be a dump of many megabytes.
enum ByteSearch {
  /// Where a byte is next, at an offset or after it; `nil` where it isn't.
  static func firstIndex(of byte: UInt8, in bytes: [UInt8], from start: Int = 0) -> Int? {
    bytes.withUnsafeBytes { firstIndex(of: byte, in: $0, from: start) }
  }

  /// Where some bytes in a row are next, at an offset or after it; `nil` where they aren't.
  static func firstIndex(of sequence: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { firstIndex(of: sequence, in: $0, from: start) }
  }

  /// Whether some bytes in a row are in a text.
  static func contains(_ sequence: [UInt8], in text: String) -> Bool {
    var text = text
    return text.withUTF8 { firstIndex(of: sequence, in: UnsafeRawBufferPointer($0), from: 0) != nil }
  }

  /// Whether a text has exactly these bytes.
  static func isEqual(_ text: String, _ bytes: ArraySlice<UInt8>) -> Bool {
    var text = text
    return text.withUTF8 { ours in
      bytes.withUnsafeBytes { theirs in
        guard ours.count == theirs.count else { return false }
        guard let ours = ours.baseAddress, let base = theirs.baseAddress else { return true }
        return memcmp(ours, base, theirs.count) == 0
      }
    }
  }

  /// Where a byte is next, at an offset or after it; `nil` where it isn't.
  static func firstIndex(of byte: UInt8, in buffer: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = buffer.baseAddress, start < buffer.count else { return nil }
    return memchr(base + start, Int32(byte), buffer.count - start).map { UnsafeRawPointer($0) - base }
  }

  /// Where some bytes in a row are next, at an offset or after it; `nil` where they aren't.
  static func firstIndex(of sequence: [UInt8], in buffer: UnsafeRawBufferPointer, from start: Int) -> Int? {
    // Line feeds are too many to look at each of them.
    let anchor = sequence.firstIndex { $0 != UInt8(ascii: "\n") } ?? 0
    guard anchor < sequence.count else { return start }
    return sequence.withUnsafeBytes { wanted in
      guard let base = buffer.baseAddress, let wantedBase = wanted.baseAddress else { return nil }
      var index = start
      while index + wanted.count <= buffer.count,
        let found = memchr(base + index + anchor, Int32(wanted[anchor]), buffer.count - index - wanted.count + 1)
      {
        let candidate = UnsafeRawPointer(found) - anchor
        if memcmp(candidate, wantedBase, wanted.count) == 0 { return candidate - base }
        index = candidate - base + 1
      }
      return nil
    }
  }
}
