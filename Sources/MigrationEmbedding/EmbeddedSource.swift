package import SQLMigrations

/// The Swift source that takes migrations along in a program.
package struct EmbeddedSource: Sendable {
  private let plan: MigrationPlan

  /// Of a plan that has at least one migration.
  package init(_ plan: MigrationPlan) { self.plan = plan }

  /// What a program can compute as well.
  package var fingerprint: Fingerprint {
    let start = Fingerprint(of: [])
    return plan.fingerprints(startingFrom: start).last ?? start
  }

  /// What a database has a record of that is up to date: those that are applied again and again say nothing about that.
  private var latest: Migration? {
    plan.migrations.last { !$0.version.isRepeatable } ?? plan.migrations.last
  }

  /// The source: always the same for the same migrations.
  package var text: String {
    // Without indentation where SQL may stand, since it would become a part of it.
    """
    // Made by MigrationsBuildTool of swift-db-test from \(StringLiteral(plan.folder).inline); edit the files there.

    /// The migrations that this program was built with.
    nonisolated enum Migrations {
      /// One step of the schema's history.
      nonisolated struct Migration: Sendable, Hashable, Identifiable {
        /// What it is known by in a database: the column `version` of `swift_db_test.migrations`.
        let id: String
        /// Its name, that of its file without `.sql` or `.up.sql`.
        let name: String
        /// The SQL that takes the step.
        let up: String
        /// The SQL that takes it back, where that was written.
        let down: String?
      }

      /// All of them, in the order in which they are applied.
      static let all: [Migration] = [
    \(plan.migrations.map(element).joined())  ]

      /// The `id` of the last one that is applied once.
      static let latest: String = \(StringLiteral(latest?.version.text ?? "").inline)

      /// Tells whether two programs were built with the same migrations: names and `up`, in their order.
      ///
      /// 64 hexadecimal digits: the last of a chain that starts with the SHA-256 of nothing. The next is the SHA-256 of
      /// the one before (its 32 bytes), a migration's `name` and its `up` in UTF-8 with LF line ends; before each of the
      /// three goes its length in bytes, as 8 bytes with the highest first.
      static let fingerprint: String = "\(fingerprint)"
    }

    """
  }

  private func element(_ migration: Migration) -> String {
    """
        Migration(
          id: \(StringLiteral(migration.version.text).inline),
          name: \(StringLiteral(migration.name).inline),
          up: \(StringLiteral(migration.up.text).multiline),
          down: \(migration.down.map { StringLiteral($0.text).multiline } ?? "nil")),

    """
  }
}
