package import SQLMigrations

/// How a folder of migrations and what was applied to a database compare.
package struct MigrationStatus: Sendable, Hashable {
  /// How a migration stands.
  package enum State: Sendable, Hashable {
    /// It was not applied.
    case pending
    /// It was applied as it is.
    case applied(AppliedMigration)
    /// It was changed after it was applied.
    case edited(AppliedMigration)
    /// It was changed, and is one that is applied again then.
    case outdated(AppliedMigration)
  }

  /// A migration and how it stands.
  package struct Entry: Sendable, Hashable {
    package let migration: Migration
    package let state: State

    /// Whether it is to be applied next.
    package var isDue: Bool {
      switch state {
      case .pending, .outdated: true
      case .applied, .edited: false
      }
    }

    /// Whether it was applied, in this form or an earlier one.
    package var isApplied: Bool { state != .pending }
  }

  /// All that are in the folder, in the order in which they are applied.
  package let entries: [Entry]
  /// What was applied, and is not in the folder any more.
  package let missing: [AppliedMigration]
  /// The folder, as it is shown to people.
  private let folder: String

  package init(_ plan: MigrationPlan, _ applied: [AppliedMigration]) {
    let known = Dictionary(applied.map { ($0.version, $0) }) { first, _ in first }
    folder = plan.folder
    entries = plan.migrations.map { migration in
      guard let record = known[migration.version.text] else { return Entry(migration: migration, state: .pending) }
      let isSame = record.checksum == migration.checksum.description
      return Entry(
        migration: migration,
        state: isSame ? .applied(record) : migration.version.isRepeatable ? .outdated(record) : .edited(record))
    }
    let versions = Set(plan.migrations.map(\.version.text))
    missing = applied.filter { !versions.contains($0.version) }
  }

  /// The newest that was applied, of those that are applied once.
  var newest: Migration? { entries.last { $0.isApplied && !$0.migration.version.isRepeatable }?.migration }

  /// Makes sure that what was applied is what is in the folder.
  ///
  /// - Throws: ``MigrationError`` with code `missing` or `edited`.
  package func check() throws {
    if !missing.isEmpty { throw MigrationError.missing(missing, folder: folder) }
    let edited = entries.filter { if case .edited = $0.state { true } else { false } }.map(\.migration)
    if !edited.isEmpty { throw MigrationError.edited(edited) }
  }
}
