/// Something that is to be said of a migration.
package struct VerificationFinding: Sendable, Hashable, CustomStringConvertible {
  /// What it is.
  package enum Kind: Sendable, Hashable {
    /// Others have a way back, and this one has none.
    case noDown
    /// The way back does not lead to what was there before.
    case downDiffers(SchemaDifference)
    /// Forward again, it leads to something else.
    case secondUpDiffers(SchemaDifference)
    /// It leaves an index that is not used, and not right.
    case invalidIndex(String)
    /// It keeps others from a table that was there before, for as long as it runs.
    case blocks(table: String, what: Blocked)
  }

  /// What others can't do meanwhile.
  package enum Blocked: Sendable, Hashable { case reading, writing }

  /// The file, as it is shown to people.
  package let file: String
  /// What it is.
  package let kind: Kind

  /// Whether it is wrong; otherwise it is worth a thought.
  package var isError: Bool {
    switch kind {
    case .noDown, .downDiffers, .secondUpDiffers, .invalidIndex: true
    case .blocks: false
    }
  }

  /// Whether the schema is not what it should be.
  var leavesAnotherSchema: Bool {
    switch kind {
    case .downDiffers, .secondUpDiffers: true
    case .noDown, .invalidIndex, .blocks: false
    }
  }

  /// As compilers write it: `Migrations/0007_x.sql: error: …`.
  package var description: String {
    let severity = isError ? "error" : "warning"
    return "\(file): \(severity): \(message)"
  }

  private var message: String {
    switch kind {
    case .noDown: "has no way back, and other migrations have one"
    case .downDiffers(let difference):
      "leaves another schema than was there before (-) its migration:\n\(difference)"
    case .secondUpDiffers(let difference):
      "makes another schema, once it was taken back, than the first time (-):\n\(difference)"
    case .invalidIndex(let name):
      "leaves the index \(name) invalid: it is not used for queries; drop it and create it again"
    case .blocks(let table, .reading):
      """
      locks \(table) against reading and writing until it is done (ACCESS EXCLUSIVE); on a table in use, everybody waits, \
      also while it waits itself: SET lock_timeout before it, and do what takes long in another migration
      """
    case .blocks(let table, .writing):
      """
      locks \(table) against writing until it is done; on a table in use, writers wait: an index can be created \
      CONCURRENTLY, and a constraint be added NOT VALID and validated later
      """
    }
  }
}
