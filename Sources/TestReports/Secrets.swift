/// Passwords that no report may show, also where a test has printed or compared one.
package struct Secrets: Sendable {
  private let passwords: [String]
  /// From so many characters on, a password is taken for no word that stands in a text by chance.
  private static let unmistakable = 12
  private static let mask = "********"

  package init(_ passwords: [String]) {
    self.passwords = Set(passwords).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
  }

  /// A text without them.
  ///
  /// A short one, such as `postgres`, is taken out where it stands as a password: in a URL, or behind `password=`.
  package func hidden(in text: String) -> String {
    passwords.reduce(text) { text, password in
      if password.count >= Self.unmistakable { return text.replacing(password, with: Self.mask) }
      return ["password=", "password='", "PASSWORD=", "PASSWORD='"].reduce(
        text.replacing(":\(password)@", with: ":\(Self.mask)@")
      ) { $0.replacing("\($1)\(password)", with: "\($1)\(Self.mask)") }
    }
  }
}

extension RunReport {
  /// The same report without passwords.
  package func hiding(_ secrets: Secrets) -> RunReport {
    var report = self
    report.errors = errors.map { RunError(message: secrets.hidden(in: $0.message), place: $0.place) }
    report.tests = tests.mapTexts(secrets.hidden)
    report.logs = logs.mapValues(secrets.hidden)
    return report
  }
}
