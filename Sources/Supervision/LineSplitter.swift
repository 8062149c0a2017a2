/// Cuts what arrives in pieces into lines.
package final class LineSplitter: @unchecked Sendable {  // Used by one ``DescriptorReader``, piece after piece.
  private var unfinished: [UInt8] = []

  package init() {}

  /// The lines that a piece completes, without their line ends.
  package func lines(afterReading bytes: UnsafeRawBufferPointer) -> [[UInt8]] {
    unfinished += bytes
    // Only in what is new, since a line may be long and come in many pieces.
    guard bytes.contains(UInt8(ascii: "\n")) else { return [] }
    var lines = unfinished.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    unfinished = lines.removeLast()
    return lines
  }

  /// What came after the last line end.
  package func rest() -> [UInt8] {
    defer { unfinished = [] }
    return unfinished
  }
}
