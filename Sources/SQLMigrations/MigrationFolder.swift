/// A folder of migrations, in the convention of any tool that has SQL files for them.
package struct MigrationFolder: Sendable, Hashable {
  /// The package that the folder belongs to.
  package let directory: PackageDirectory
  /// The folder's full path.
  package let path: String
  /// The convention that was named; `nil` to find it out.
  package let convention: MigrationConvention?
  /// What stands for `${name}` where the convention has placeholders.
  package let placeholders: [String: String]

  /// Where migrations are looked for when nobody says where.
  package static let defaultName = "Migrations"

  /// A folder by its full path, or relative to the package.
  package init(
    _ path: String = defaultName, in directory: PackageDirectory, convention: MigrationConvention? = nil,
    placeholders: [String: String] = [:]
  ) {
    self.directory = directory
    self.path = directory.fullPath(path)
    self.convention = convention
    self.placeholders = placeholders
  }

  /// Whether both are the same folder on the disk, whatever links lead there.
  package func isSame(as other: MigrationFolder) -> Bool { FileSystem.isSame(path, other.path) }

  /// Reads all of it.
  ///
  /// - Throws: ``MigrationFileError``.
  package func read() throws(MigrationFileError) -> MigrationPlan {
    guard FileSystem.kind(path) == .folder else { throw missing() }
    var source = try MigrationSource(path, in: directory)
    if convention == nil { source = source.reading() }
    let convention = try convention(of: source)
    let migrations = try convention.reader(placeholders: placeholders).migrations(in: source)
      .sorted { $0.version < $1.version }
    if migrations.isEmpty { throw try empty(convention) }
    try checkVersions(migrations)
    return MigrationPlan(folder: directory.shown(path), migrations: migrations)
  }

  /// The convention that its migrations have: the one that was named, or that shows in the files.
  ///
  /// - Throws: ``MigrationFileError``.
  package func actualConvention() throws(MigrationFileError) -> MigrationConvention {
    guard FileSystem.kind(path) == .folder else { throw missing() }
    return try convention(of: try MigrationSource(path, in: directory))
  }

  private func convention(of source: MigrationSource) throws(MigrationFileError) -> MigrationConvention {
    if let convention { return convention }
    return try ConventionDetection(source).convention()
  }

  /// Makes sure that no two migrations are known by the same version.
  private func checkVersions(_ migrations: [Migration]) throws(MigrationFileError) {
    var known: [String: Migration] = [:]
    for migration in migrations {
      if let other = known.updateValue(migration, forKey: migration.version.text) {
        throw MigrationFileError(
          .duplicateVersion, migration.up.file,
          "version \(migration.version) is also that of \(other.up.file); give one of them another")
      }
    }
  }

  private func shown(_ name: String) -> String { directory.shown(path + "/" + name) }

  private func empty(_ convention: MigrationConvention) throws(MigrationFileError) -> MigrationFileError {
    let entries = try SQLFiles.entries(of: path, in: directory)
    let found =
      entries.map { $0.sqlFiles.isEmpty ? $0.others : "no file that \(convention.rawValue) takes for a migration" }
      ?? "nothing"
    return MigrationFileError(
      .folderEmpty, directory.shown(path),
      "no migrations: looked in '\(path)' and found \(found); \(Self.firstOne(convention, shown)), "
        + "or name another folder with --migrations. \(MigrationConvention.otherTools)")
  }

  /// How the first migration is written.
  private static func firstOne(_ convention: MigrationConvention, _ shown: (String) -> String) -> String {
    let example = MigrationMoment(digits: "20240131120000", milliseconds: "1706702400000")
    let new = NewMigration(words: ["name"], files: [], folders: [], moment: example)
    guard let file = new.files(convention)?.first else { return "have \(convention.rawValue) write the first one" }
    return "write the first one as \(shown(file.name))"
  }

  private func missing() -> MigrationFileError {
    let shownPath = directory.shown(path)
    guard FileSystem.kind(path) == nil else {
      return MigrationFileError(.folderMissing, shownPath, "'\(path)' is no folder")
    }
    let candidates = SQLFiles.likelyFolders(in: directory).filter { $0 != shownPath }
    let advice =
      candidates.isEmpty
      ? "write the first migration as \(shown("0001_name.sql")), or name another folder with --migrations"
      : "did you mean " + candidates.map { "--migrations \($0)" }.joined(separator: " or ") + "?"
    return MigrationFileError(.folderMissing, shownPath, "no such folder: looked for '\(path)'; \(advice)")
  }
}
