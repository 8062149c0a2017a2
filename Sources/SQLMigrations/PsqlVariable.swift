/// The variables that psql puts into statements, `:name`, `:'name'` and `:"name"`.
enum PsqlVariable {
  /// Whether psql puts something in this place of a statement, whatever it was started with.
  ///
  /// psql leaves alone what is the name of no variable, as in `array[1:2]`, and so nothing else is refused. `:{?name}`
  /// becomes TRUE or FALSE for any name.
  static func isAlwaysSet(_ place: ArraySlice<UInt8>) -> Bool {
    let rest = place.dropFirst()
    switch rest.first {
    case UInt8(ascii: "{"): return true
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return isName(rest.dropFirst().dropLast())
    default: return isName(rest)
    }
  }

  private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
    // All of them begin with a capital letter, and there are many places in which no name does.
    guard let first = name.first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") else { return false }
    return names.contains(String(decoding: name, as: UTF8.self))
  }

  /// What psql sets when it starts. Source: PostgreSQL manual, psql, "Variables", of version 18.
  private static let names: Set<String> = [
    "AUTOCOMMIT", "COMP_KEYWORD_CASE", "DBNAME", "ECHO", "ECHO_HIDDEN", "ENCODING", "ERROR", "FETCH_COUNT",
    "HIDE_TABLEAM", "HIDE_TOAST_COMPRESSION", "HISTCONTROL", "HISTFILE", "HISTSIZE", "HOST", "IGNOREEOF",
    "LAST_ERROR_MESSAGE", "LAST_ERROR_SQLSTATE", "ON_ERROR_ROLLBACK", "ON_ERROR_STOP", "PORT", "PROMPT1", "PROMPT2",
    "PROMPT3", "QUIET", "ROW_COUNT", "SERVER_VERSION_NAME", "SERVER_VERSION_NUM", "SERVICE", "SHELL_ERROR",
    "SHELL_EXIT_CODE", "SHOW_ALL_RESULTS", "SHOW_CONTEXT", "SINGLELINE", "SINGLESTEP", "SQLSTATE", "USER", "VERBOSITY",
    "VERSION", "VERSION_NAME", "VERSION_NUM", "WATCH_INTERVAL",
  ]
}
