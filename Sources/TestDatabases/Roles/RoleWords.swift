internal import SQLMigrations

/// What migrations may do to roles, as far as their words tell: statements may be put together, with anything in between.
struct RoleWords: OptionSet, Sendable {
  let rawValue: UInt8

  /// They may alter some.
  static let alters = RoleWords(rawValue: 1)
  /// They may make some by a statement for `EXECUTE`, so that the name stands nowhere.
  static let composes = RoleWords(rawValue: 2)
}

extension Session.Contents {
  /// What the files say, and those that they include. Nobody makes or alters roles in one as long as a dump with data, and to
  /// look there takes long.
  var roleWords: RoleWords {
    var scripts = seeds.scripts
    if case .files(let plan) = migrations { scripts += plan.migrations.map(\.up) }
    var words: RoleWords = []
    for script in scripts where script.bytes.count < Self.longestToLookInto {
      let text = String(decoding: script.normalizedContent, as: UTF8.self).lowercased()
      // In most files neither stands.
      guard text.contains("role") || text.contains("user") || text.contains("create group") else { continue }
      if text.contains("alter") { words.insert(.alters) }
      if Self.composesRoles(text) { words.insert(.composes) }
    }
    return words
  }

  /// Not those of triggers and privileges.
  private static func composesRoles(_ text: String) -> Bool {
    guard ["create role", "create user", "create group"].contains(where: text.contains) else { return false }
    return text.ranges(of: "execute").contains { range in
      let next = text[range.upperBound...].drop { $0.isWhitespace }
      return !["function", "procedure", "on "].contains { next.hasPrefix($0) }
    }
  }

  /// In bytes.
  private static let longestToLookInto = 1 << 20
}
