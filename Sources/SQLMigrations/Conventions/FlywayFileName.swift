/// A name as Flyway takes it apart: `V1_2__add_reviews.sql`.
///
/// Source: Flyway's `ResourceNameParser` and `MigrationVersion`.
struct FlywayFileName: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// `V1__name.sql` goes forward, once.
    case versioned(MigrationVersion)
    /// `U1__name.sql` takes the same version back.
    case undo(MigrationVersion)
    /// `B1__name.sql` stands for everything up to its version.
    case baseline(MigrationVersion)
    /// `R__name.sql` is applied whenever it has changed.
    case repeatable(MigrationVersion)
    /// `afterMigrate.sql` and such, which Flyway runs at certain moments.
    case callback
  }

  let kind: Kind
  /// The name without what tells its type.
  let stem: String
  /// What tells its type, in small letters: `sql`.
  let type: String

  /// Takes a file's name; `nil` where Flyway would leave the file alone.
  ///
  /// - Parameter name: Without the folders that it lies in.
  init?(_ name: Substring) {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let stem = name[..<dot]
    guard let kind = Self.kind(stem) else { return nil }
    self.kind = kind
    self.stem = String(stem)
    type = name[dot...].dropFirst().lowercased()
  }

  private static func kind(_ stem: Substring) -> Kind? {
    let (beginning, description) = Self.split(stem)
    if callbacks.contains(String(beginning)) { return .callback }
    let version = Self.version(beginning.dropFirst())
    switch stem.first {
    case "V": return version.map { .versioned($0) }
    case "U": return version.map { .undo($0) }
    case "B": return version.map { .baseline($0) }
    case "R" where beginning == "R" && !description.isEmpty:
      return .repeatable(MigrationVersion(repeatable: String(description.map { $0 == "_" ? " " : $0 })))
    default: return nil
    }
  }

  /// What stands before the first `__` and what after it.
  private static func split(_ stem: Substring) -> (Substring, Substring) {
    for index in stem.indices where stem[index...].hasPrefix("__") {
      return (stem[..<index], stem[index...].dropFirst(2))
    }
    return (stem, "")
  }

  /// Numbers between dots or underscores.
  private static func version(_ text: Substring) -> MigrationVersion? {
    MigrationVersion(numbers: text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "_" })
  }

  /// What Flyway runs on the way up besides migrations.
  private static let callbacks: Set<String> = [
    "beforeMigrate", "beforeEachMigrate", "beforeEachMigrateStatement", "afterEachMigrateStatement",
    "afterEachMigrate", "beforeRepeatables", "afterVersioned", "afterMigrate", "afterMigrateApplied",
    "beforeConnect", "afterConnect", "beforeCreateSchema", "createSchema",
  ]
}
