/// One of the statements of a script.
package struct SQLStatement: Sendable, Hashable {
  /// The statement from its first token to its last, without the semicolon and comments around it.
  package let text: String
  /// Where it starts in the script's text, counted from 1 in Unicode scalars, as PostgreSQL does.
  package let position: Int
  /// How it is sent.
  package let traits: StatementTraits
  /// What it has the client send, where it is a `COPY … FROM stdin`.
  package let data: String?

  /// Whether it is a COPY whose data the client has to send.
  package var readsCopyData: Bool { traits.contains(.readsCopyData) }
}
