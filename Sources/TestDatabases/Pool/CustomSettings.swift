#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Settings of a user's own, such as `app.user`.
///
/// A session that has had one does not get rid of it: `RESET ALL` leaves an empty text where nothing was before, and no
/// view shows it. So a connection on which one may have been set is not used again. Source: PostgreSQL manual,
/// "Customized Options".
enum CustomSettings {
  /// Whether a text may set one; true also for some that do not.
  static func mayBeSet(by sql: String) -> Bool {
    sql.withCString { text in
      var rest = text
      // By the C library, which in a debug build is many times as fast as a loop.
      while let found = strpbrk(rest, "sS") {
        if strncasecmp(found, "set", 3) == 0, setsOne(found, isAtStart: found == text) { return true }
        rest = UnsafePointer(found) + 1
      }
      return false
    }
  }

  /// Whether what begins with `set` is `set_config(…)`, or `SET` with a name that has a point in it.
  private static func setsOne(_ word: UnsafePointer<CChar>, isAtStart: Bool) -> Bool {
    if strncasecmp(word, "set_config", 10) == 0 { return true }
    let before = isAtStart ? CChar(UInt8(ascii: " ")) : word[-1]
    // A text may begin after the `$` of `$$`.
    guard !isInName(before) || before == CChar(UInt8(ascii: "$")) else { return false }
    var next = word + 3
    guard !isInName(next.pointee) else { return false }
    for scope in ["session", "local"] {
      let name = skipSpace(next)
      if strncasecmp(name, scope, scope.utf8.count) == 0, !isInName(name[scope.utf8.count]) {
        next = name + scope.utf8.count
      }
    }
    var name = skipSpace(next)
    // Who puts a comment here hides the name,
    if name.pointee == CChar(UInt8(ascii: "/")) || name.pointee == CChar(UInt8(ascii: "-")) { return true }
    // and so does who puts the statement together: `'SET ' || name`, `format('SET %I.%I = …')`.
    let isGoingOn = name.pointee == CChar(UInt8(ascii: "'")) || name.pointee == CChar(UInt8(ascii: "%"))
    if isGoingOn, before == CChar(UInt8(ascii: "'")) { return true }
    while isInName(name.pointee) || name.pointee == CChar(UInt8(ascii: "\"")) { name += 1 }
    return skipSpace(name).pointee == CChar(UInt8(ascii: "."))
  }

  private static func isInName(_ character: CChar) -> Bool {
    // On some machines a `CChar` has a sign, on others it has none.
    UInt8(truncatingIfNeeded: character) > 127 || isalnum(Int32(character)) != 0
      || character == CChar(UInt8(ascii: "_"))
      || character == CChar(UInt8(ascii: "$"))
  }

  private static func skipSpace(_ text: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
    var text = text
    while text.pointee > 0, isspace(Int32(text.pointee)) != 0 { text += 1 }
    return text
  }
}
