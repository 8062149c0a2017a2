internal import Foundation
internal import LeaseProtocol

/// Cuts what the lease server sends into replies.
struct ReplyLines {
  /// The beginning of a line whose end has not come yet.
  private var rest = Data()

  /// Takes the next bytes, and hands on each reply that is complete.
  ///
  /// - Throws: Where a line is no reply.
  mutating func append(_ bytes: UnsafeRawBufferPointer, _ receive: (LeaseReply) -> Void) throws {
    guard let start = bytes.baseAddress else { return }
    var offset = 0
    // In a debug build, which this is for most, a search byte by byte takes longer than all the rest of a lease.
    while let end = memchr(start + offset, Int32(UInt8(ascii: "\n")), bytes.count - offset) {
      let length = UnsafeRawPointer(end) - (start + offset)
      let line = UnsafeRawBufferPointer(start: start + offset, count: length)
      if rest.isEmpty {
        receive(try LeaseReply(line: line))
      } else {
        rest.append(contentsOf: line)
        receive(try rest.withUnsafeBytes { try LeaseReply(line: $0) })
        rest.removeAll(keepingCapacity: true)
      }
      offset += length + 1
    }
    rest.append(contentsOf: UnsafeRawBufferPointer(start: start + offset, count: bytes.count - offset))
  }
}
