/// SHA-256 of a message that comes in parts, with the digest of what has come so far at any time.
package struct RunningSHA256: Sendable {
  private var state = SHA256.initialState
  /// What has come after the last whole block.
  private var rest: [UInt8] = []
  private var length = 0

  /// Where nothing has come.
  package init() {}

  /// Takes the message's next part.
  package mutating func append(_ part: [UInt8]) {
    length += part.count
    rest += part
    let whole = rest.count - rest.count % SHA256.blockLength
    rest.withUnsafeBytes { SHA256.compress(UnsafeRawBufferPointer(rebasing: $0[..<whole]), into: &state) }
    rest.removeFirst(whole)
  }

  /// The digest of what has come: 32 bytes.
  package var digest: [UInt8] {
    var state = state
    SHA256.padded(rest, messageLength: length).withUnsafeBytes { SHA256.compress($0, into: &state) }
    return state.flatMap { SHA256.bigEndianBytes($0) }
  }
}
