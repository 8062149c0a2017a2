/// What becomes of the template that a session's databases are clones of.
package enum TemplatePolicy: Sendable, Hashable {
  /// It is made by the session, and goes with it.
  case own
  /// The server keeps it for the next sessions, and so many of them at most.
  case kept(limit: Int, isFresh: Bool)

  /// How many templates a server keeps where nobody says otherwise.
  package static let defaultLimit = 10
}
