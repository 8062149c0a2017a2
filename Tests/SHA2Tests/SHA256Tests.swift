import Testing

@testable import SHA2

@Suite("SHA-256")
struct SHA256Tests {
  @Test(
    "gives the digests of NIST's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func examples(message: String, digest: String) {
    #expect(hexadecimal(SHA256.hash(Array(message.utf8))) == digest)
  }

  @Test("gives NIST's digest of a million times the letter a")
  func million() {
    let digest = SHA256.hash([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(hexadecimal(digest) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("gives the same digests of a message that comes in parts, after each of them")
  func parts() {
    let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    var running = RunningSHA256()
    var taken = 0
    #expect(running.digest == SHA256.hash([]))
    for length in [0, 1, 54, 1, 8, 64, 127, 0, 128, 300] {
      running.append(Array(message[taken..<taken + length]))
      taken += length
      #expect(running.digest == SHA256.hash(Array(message[..<taken])))
    }
  }
}

/// A digest in hexadecimal digits.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}
