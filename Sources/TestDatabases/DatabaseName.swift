/// The names that this tool gives to databases.
///
/// A name alone proves nothing; see ``DatabaseProof``.
package enum DatabaseName {
  /// PostgreSQL cuts names off after 63 bytes.
  private static let longest = 63
  private static let prefix = "dbt_"

  /// A package's name in the letters that need no quotes: `[a-z0-9_]`.
  package static func folded(_ package: String) -> String {
    let folded = package.lowercased().unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "0"..."9": Character(scalar)
      default: "_"
      }
    }
    return folded.isEmpty ? "package" : String(folded)
  }

  /// The database of a session: `dbt_<package>_<session>`.
  static func session(_ session: SessionIdentifier, package: String) -> String {
    let room = longest - prefix.utf8.count - 9 - 6
    return prefix + folded(package).prefix(room) + "_" + session.description
  }

  /// Another database of the same session: `…_1`, `…_2` are members of the pool, `…_0` is their template.
  static func member(_ number: Int, of session: String) -> String { "\(session)_\(number)" }

  /// One of those that tests only read in; counted from the other end.
  static func reading(_ number: Int, of session: String) -> String { member(100_000 - number, of: session) }

  /// The session's own as a test has left it.
  static func aside(_ number: Int, of session: String) -> String { member(90_000 - number, of: session) }

  /// The long-lived database of a package: `<package>_test`.
  package static func longLived(package: String) -> String {
    folded(package).prefix(longest - 5) + "_test"
  }

  /// A template: `dbt_tpl_<hash>`, the beginning of its fingerprint.
  static func template(_ fingerprint: String) -> String { "\(prefix)tpl_\(fingerprint.prefix(32))" }

  /// The session that a name says it belongs to; `nil` for one that isn't of that form.
  static func session(in name: String) -> SessionIdentifier? {
    guard name.hasPrefix(prefix), name.utf8.count <= longest else { return nil }
    var parts = name.dropFirst(prefix.count).split(separator: "_", omittingEmptySubsequences: false)
    if let number = parts.last, parts.count >= 3, SessionIdentifier(number) == nil {
      guard (1...5).contains(number.utf8.count), number.utf8.allSatisfy({ digits.contains($0) }) else { return nil }
      parts.removeLast()
    }
    guard parts.count >= 2, let last = parts.last, name.utf8.allSatisfy({ letters.contains($0) }) else { return nil }
    return SessionIdentifier(last)
  }

  private static let digits = Set("0123456789".utf8)
  private static let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789_".utf8)
}
