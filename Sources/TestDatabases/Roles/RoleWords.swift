internal import SQLMigrations

/// What migrations may do to roles, as far as their words tell: statements may be put together, with anything in between.
struct RoleWords: OptionSet, Sendable {
  let rawValue: UInt8

  /// They may alter some.
  static let alters = RoleWords(rawValue: 1)
  /// They may take back what earlier ones have set for them.
  static let resets = RoleWords(rawValue: 2)
  /// They may make some by a statement for `EXECUTE`, so that the name stands nowhere.
  static let composes = RoleWords(rawValue: 4)
}

extension Session.Contents {
  /// What the files say, and those that they include. Nobody makes or alters roles in one as long as a dump with data, and to
  /// look there takes long.
  var roleWords: RoleWords {
    var scripts = seeds.scripts
    if case .files(let plan) = migrations { scripts += plan.migrations.map(\.up) }
    var words: RoleWords = []
    var confines = false
    for script in scripts where script.bytes.count < Self.longestToLookInto {
      let text = String(decoding: script.normalizedContent, as: UTF8.self).lowercased()
      if Self.composesRoles(text) { words.insert(.composes) }
      guard text.contains("alter") else { continue }
      if text.contains("in database") { confines = true }
      guard text.contains("role") || text.contains("user") else { continue }
      words.insert(.alters)
      if text.contains("reset") || text.contains("to default") { words.insert(.resets) }
    }
    // What a migration itself has set in a database is not taken back by what it sets for the role.
    if confines { words.remove(.resets) }
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
