/// One step of a schema's history, and how to take it back.
package struct Migration: Sendable, Hashable {
  /// What puts it in order, and what it is known by in a database.
  package let version: MigrationVersion
  /// Its name, such as `0007_add_reviews`: the file's without `.sql`, `.up.sql`.
  package let name: String
  /// What takes the step.
  package let up: SQLScript
  /// What takes it back, where that was written.
  package let down: SQLScript?

  /// What the step does, as far as it can be told from its text: the content of ``up`` with LF line ends.
  ///
  /// The way back is left out: it makes no difference to a database that has gone forward.
  package var checksum: Fingerprint { Fingerprint(of: up.normalizedContent) }
}
