internal import CLibPQ

/// A connection string, taken apart by libpq itself.
///
/// Both forms are understood, `postgres://user@host/database?sslmode=require` and
/// `host=… dbname=…`, with everything libpq allows in them: several hosts, services, options.
/// Source: PostgreSQL manual, "Connection Strings".
package struct DSN: Sendable, Hashable {
  /// The options that were given, by libpq's keyword; never one that was not given.
  private var options: [String: String]

  /// Takes a connection string apart.
  ///
  /// - Throws: ``PostgresError`` with code `invalidDSN`, in libpq's words but without the string itself,
  ///   since a password may stand in it.
  package init(parsing text: String) throws(PostgresError) {
    var complaint: UnsafeMutablePointer<CChar>?
    guard let parsed = PQconninfoParse(text, &complaint) else {
      defer { PQfreemem(complaint) }
      let reason = complaint.map { String(cString: $0) } ?? "out of memory"
      throw PostgresError(code: .invalidDSN, message: DSN.withoutQuotes(reason))
    }
    defer { PQconninfoFree(parsed) }
    self.init(parsed)
  }

  /// The options by libpq's keywords: `host`, `port`, `user`, `password`, `dbname` and so on.
  package init(_ options: [String: String]) {
    self.options = options
  }

  /// Reads libpq's own array, which ends with an entry without a keyword.
  init(_ array: UnsafeMutablePointer<PQconninfoOption>) {
    options = [:]
    var entry = array
    while let keyword = entry.pointee.keyword {
      if let value = entry.pointee.val { options[String(cString: keyword)] = String(cString: value) }
      entry += 1
    }
  }

  /// An option's value, by libpq's keyword; `nil` where it was not given.
  package subscript(keyword: String) -> String? { options[keyword] }

  /// The same with some options changed; `nil` takes one away.
  package func replacing(_ values: [String: String?]) -> DSN {
    var copy = self
    for (keyword, value) in values { copy.options[keyword] = value }
    return copy
  }

  /// The keywords and values, sorted by keyword, so that the same DSN is always written the same way.
  package var sorted: [(keyword: String, value: String)] {
    options.sorted { $0.key < $1.key }.map { (keyword: $0.key, value: $0.value) }
  }

  /// libpq puts the offending text between double quotes; it may be a password, and have quotes in it. So
  /// everything goes that is between the first and the last; a sign that libpq itself names stays.
  private static func withoutQuotes(_ reason: String) -> String {
    let said = reason.unicodeScalars.filter { $0 != "\n" }
    guard let first = said.firstIndex(of: "\"") else { return String(said) }
    var head = said[..<first]
    var tail = said[first...]
    if ["missing ", "separator ", "matching "].contains(where: String(head).hasSuffix) {
      tail = tail.dropFirst(3)  // The sign in its quotes.
      head = said[..<tail.startIndex]
    }
    guard let from = tail.firstIndex(of: "\""), let to = tail.lastIndex(of: "\"") else { return String(said) }
    return String(head) + String(tail[..<from]) + "\"…\"" + String(tail[to...].dropFirst())
  }
}

extension DSN: CustomStringConvertible, CustomReflectable {
  /// The URL without the passwords.
  package var description: String {
    var copy = self
    for keyword in DSN.secrets { copy.options[keyword] = nil }
    return copy.url
  }

  /// The options that prove who somebody is, those of later versions of libpq included.
  private static let secrets = [
    "password", "sslpassword", "scram_client_key", "scram_server_key", "oauth_client_secret",
  ]

  /// Keeps the passwords out of dumps and failure messages, too.
  package var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}
