/// Why commands of psql are refused, and what to write in their place.
enum PsqlRefusal {
  /// What is wrong with a command before one looks at what it is to do.
  static func problem(_ name: String, _ problem: String?, _ state: PsqlState) -> String? {
    if state.restriction != nil, name != "unrestrict" {
      return "'\\\(name)' is a command of psql, which takes none but '\\unrestrict' after '\\restrict'"
    }
    guard let problem else { return nil }
    // What would not be done anyway is better told for what it is.
    return carriedOut.contains(name)
      ? "'\\\(name)' is a command of psql with an argument that only psql has: \(problem)" : nil
  }

  private static let carriedOut: Set = [
    "set", "echo", "i", "include", "ir", "include_relative", "c", "connect", "restrict", "unrestrict",
  ]

  static func message(_ name: String) -> String {
    if name == "." { return "'\\.' ends the data of a COPY … FROM stdin, and there is none above it" }
    return "'\\\(name)' is a command of psql, which has no part in migrations: \(alternative(to: name))"
  }

  static func withinStatement(_ name: String) -> String {
    if name.hasPrefix(";") {
      return "'\\;' has psql send two statements as one; write ';' or put the statements in files of their own"
    }
    return carriedOut.contains(name)
      ? "'\\\(name)' is a command of psql in the middle of a statement: put it above, or end the statement with ';'"
      : message(name)
  }

  static func connect(isSame: Bool) -> String {
    isSame
      ? "'\\connect' is a command of psql that gives up the transaction which the file has begun: end it with COMMIT or ROLLBACK"
      : message("connect")
  }

  static let wrongKey = "'\\unrestrict' is a command of psql that has to have the key of the '\\restrict' above it"

  static func variable(_ place: String) -> String {
    "'\(place)' is replaced by psql, which has no part in migrations: write the value itself"
  }

  static let straddling =
    "a statement that starts in the line of a COPY … FROM stdin goes on below its data: put it in a line of its own"

  private static func alternative(to name: String) -> String {
    switch name {
    case "i", "include", "ir", "include_relative": "name the file to be read here"
    case "c", "connect": "take the line out; the database is always the one that is tested with"
    case "copy": "write COPY … FROM stdin with the data below it, or INSERT"
    case "restrict", "unrestrict": "take the line out, which pg_dump wrote for psql only"
    case "set": "take the line out, and write the value where the variable is used"
    default: "take it out, or say the same in SQL"
    }
  }
}
