internal import Foundation
internal import LeaseProtocol

/// Cuts what the lease server sends into replies.
struct ReplyLines {
  /// The beginning of a line whose end has not come yet.
  private var rest = Data()
  private let decoder = JSONDecoder()

  /// Takes the next bytes, and hands on each reply that is complete.
  ///
  /// - Throws: `DecodingError`.
  mutating func append(_ bytes: UnsafeRawBufferPointer, _ receive: (LeaseReply) -> Void) throws {
    var bytes = bytes[...]
    while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
      rest.append(contentsOf: bytes[..<end])
      receive(try decoder.decode(LeaseReply.self, from: rest))
      rest.removeAll(keepingCapacity: true)
      bytes = bytes[(end + 1)...]
    }
    rest.append(contentsOf: bytes)
  }
}
