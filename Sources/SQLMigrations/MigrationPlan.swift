/// Migrations in the order in which they are applied.
package struct MigrationPlan: Sendable, Hashable {
  /// The folder they came from, as it is shown to people.
  package let folder: String
  /// The migrations, each version once, lowest first.
  package let migrations: [Migration]

  package init(folder: String, migrations: [Migration]) {
    self.folder = folder
    self.migrations = migrations
  }

  /// Makes the fingerprint after each migration.
  ///
  /// `Hi = SHA-256(Hi-1 ‖ name ‖ content with LF)`, so that each stands for the whole history up to it.
  ///
  /// - Parameter start: `H0`: whatever else makes a difference to the databases that come out.
  /// - Returns: As many as there are migrations, in their order.
  package func fingerprints(startingFrom start: Fingerprint) -> [Fingerprint] {
    var last = start
    return migrations.map { migration in
      last = last.followed(by: migration.name, migration.up.normalizedContent)
      return last
    }
  }
}
