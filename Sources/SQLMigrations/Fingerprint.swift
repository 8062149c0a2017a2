internal import SHA2

/// A SHA-256 digest that tells whether things are the same.
package struct Fingerprint: Sendable, Hashable {
  /// The digest, 32 bytes.
  package let bytes: [UInt8]

  /// The digest of a content as it is, so that `sha256sum` says the same.
  package init(of content: [UInt8]) {
    bytes = SHA256.hash(content)
  }

  /// The digest of several parts in a row.
  ///
  /// Each part's length goes before it, 8 bytes with the highest first: what is a part and what isn't
  /// decides, not only what they are when put together.
  package init(parts: [[UInt8]]) {
    var message: [UInt8] = []
    for part in parts {
      withUnsafeBytes(of: UInt64(part.count).bigEndian) { message.append(contentsOf: $0) }
      message += part
    }
    bytes = SHA256.hash(message)
  }

  /// The next link of a chain: this fingerprint, a name and a content.
  package func followed(by name: String, _ content: [UInt8]) -> Fingerprint {
    Fingerprint(parts: [bytes, Array(name.utf8), content])
  }
}

extension Fingerprint: CustomStringConvertible {
  /// The digest in hexadecimal digits, 64 of them.
  package var description: String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
