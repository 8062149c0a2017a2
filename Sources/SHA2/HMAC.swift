/// HMAC, the keyed digest, with SHA-256.
///
/// Source: RFC 2104, section 2.
package enum HMAC {
  /// The HMAC-SHA-256 of a message: 32 bytes.
  package static func sha256(key: [UInt8], message: [UInt8]) -> [UInt8] {
    var block = key.count > SHA256.blockLength ? SHA256.hash(key) : key
    block += [UInt8](repeating: 0, count: SHA256.blockLength - block.count)
    let inner = SHA256.hash(block.map { $0 ^ 0x36 } + message)
    return SHA256.hash(block.map { $0 ^ 0x5c } + inner)
  }
}
