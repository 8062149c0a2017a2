#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Cuts what arrives in pieces into lines.
package final class LineSplitter: @unchecked Sendable {  // Used by one ``DescriptorReader``, piece after piece.
  private var unfinished: [UInt8] = []

  package init() {}

  /// The lines that a piece completes, without their line ends.
  package func lines(afterReading bytes: UnsafeRawBufferPointer) -> [[UInt8]] {
    guard let start = bytes.baseAddress else { return [] }
    var lines: [[UInt8]] = []
    var offset = 0
    // Only in what is new, since a line may be long and come in many pieces; and by the C library, which in a debug
    // build is a hundred times as fast as a loop.
    while let end = memchr(start + offset, Int32(UInt8(ascii: "\n")), bytes.count - offset) {
      let length = UnsafeRawPointer(end) - (start + offset)
      unfinished += UnsafeRawBufferPointer(start: start + offset, count: length)
      lines.append(unfinished)
      unfinished = []
      offset += length + 1
    }
    unfinished += UnsafeRawBufferPointer(start: start + offset, count: bytes.count - offset)
    return lines
  }

  /// What came after the last line end.
  package func rest() -> [UInt8] {
    defer { unfinished = [] }
    return unfinished
  }
}
