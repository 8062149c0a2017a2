internal import SHA2

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What PostgreSQL stores of a password: enough to check it, not enough to know it.
///
/// One iteration makes connecting as fast as with no password at all. Iterations slow down guessing, and a
/// password of 128 random bits is not to be guessed.
/// Source: RFC 5802; PostgreSQL manual, "pg_authid".
enum SCRAMVerifier {
  /// The verifier of a password, in the form that `ALTER ROLE … PASSWORD` stores as it is.
  static func make(password: String, salt: [UInt8], iterations: Int = 1) -> String {
    let key = Array(password.utf8)
    var block = HMAC.sha256(key: key, message: salt + [0, 0, 0, 1])
    var salted = block
    for _ in 1..<max(iterations, 1) {
      block = HMAC.sha256(key: key, message: block)
      for index in salted.indices { salted[index] ^= block[index] }
    }
    let clientKey = HMAC.sha256(key: salted, message: Array("Client Key".utf8))
    let storedKey = SHA256.hash(clientKey)
    let serverKey = HMAC.sha256(key: salted, message: Array("Server Key".utf8))
    return "SCRAM-SHA-256$\(iterations):\(base64(salt))$\(base64(storedKey)):\(base64(serverKey))"
  }

  /// The same with a salt that nobody has had.
  static func make(password: String) -> String {
    make(password: password, salt: (0..<16).map { _ in UInt8.random(in: .min ... .max) })
  }

  /// Whether a verifier is one that this tool has made of a password.
  static func isOf(_ password: String, _ verifier: String) -> Bool {
    let parts = verifier.split(separator: "$").dropFirst().first?.split(separator: ":")
    guard let parts, parts.count == 2, let iterations = Int(parts[0]), (1...4096).contains(iterations),
      let salt = Data(base64Encoded: String(parts[1]))
    else { return false }
    return make(password: password, salt: Array(salt), iterations: iterations) == verifier
  }

  private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
