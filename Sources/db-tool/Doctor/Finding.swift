/// One line of what `doctor` reports, with what there is to do about it.
struct Finding: Sendable, Hashable {
  /// What it means for `db-test`.
  enum Grade: Sendable { case good, note, warning, failure }

  let grade: Grade
  /// What was looked at.
  let subject: String
  /// What was found; the lines behind the first are what to do next.
  let text: String

  static func good(_ subject: String, _ text: String) -> Finding { Finding(.good, subject, text) }
  /// Neither good nor bad.
  static func note(_ subject: String, _ text: String) -> Finding { Finding(.note, subject, text) }
  /// Something to know that does not stop `db-test`.
  static func warning(_ subject: String, _ text: String, remedy: String) -> Finding {
    Finding(.warning, subject, "\(text)\n\(remedy)")
  }
  /// Something that stops `db-test`.
  static func failure(_ subject: String, _ text: String, remedy: String) -> Finding {
    Finding(.failure, subject, "\(text)\n\(remedy)")
  }
  /// An error that says itself what to do.
  static func failure(_ subject: String, _ error: any Error) -> Finding { Finding(.failure, subject, "\(error)") }

  private init(_ grade: Grade, _ subject: String, _ text: String) {
    self.grade = grade
    self.subject = subject
    self.text = text
  }
}
