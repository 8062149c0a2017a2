/// A folder of migrations, one or two SQL files for each.
///
/// `0007_add_reviews.sql` goes forward; `0007_add_reviews.up.sql` says so. `0007_add_reviews.down.sql` takes
/// either back. Numbers are counters or timestamps, compared as numbers. Whatever doesn't end in `.sql`
/// or starts with a dot is left alone, and so are folders inside.
package struct MigrationFolder: Sendable, Hashable {
  /// The package that the folder belongs to.
  package let directory: PackageDirectory
  /// The folder's full path.
  package let path: String

  /// Where migrations are looked for when nobody says where.
  package static let defaultName = "Migrations"

  /// A folder by its full path, or relative to the package.
  package init(_ path: String = defaultName, in directory: PackageDirectory) {
    self.directory = directory
    self.path = directory.fullPath(path)
  }

  /// Reads all of it.
  ///
  /// - Throws: ``MigrationFileError``.
  package func read() throws(MigrationFileError) -> MigrationPlan {
    let names = try fileNames()
    let forward = try onePerVersion(names.filter { $0.kind != .down })
    let back = try onePerVersion(names.filter { $0.kind == .down })
    for (version, down) in back.sorted(by: { $0.key < $1.key }) where forward[version]?.stem != down.stem {
      throw downWithoutUp(down, sameVersion: forward[version])
    }
    var migrations: [Migration] = []
    for (version, up) in forward.sorted(by: { $0.key < $1.key }) {
      var down: SQLScript?
      if let name = back[version] { down = try script(name) }
      migrations.append(Migration(version: version, name: up.stem, up: try script(up), down: down))
    }
    return MigrationPlan(folder: directory.shown(path), migrations: migrations)
  }

  private func script(_ name: MigrationFileName) throws(MigrationFileError) -> SQLScript {
    try SQLScript.read(path + "/" + name.text, in: directory)
  }

  private func shown(_ name: String) -> String { directory.shown(path + "/" + name) }

  /// The names of the folder's SQL files, every one with a version.
  private func fileNames() throws(MigrationFileError) -> [MigrationFileName] {
    guard let entries = try SQLFiles.entries(of: path, in: directory) else { throw missing() }
    if entries.sqlFiles.isEmpty {
      throw MigrationFileError(
        .folderEmpty, directory.shown(path),
        "no migrations: looked in '\(path)' and found \(entries.others); "
          + "write the first one as \(shown("0001_name.sql")), or name another folder with --migrations")
    }
    var names: [MigrationFileName] = []
    for file in entries.sqlFiles {
      guard let name = MigrationFileName(file) else {
        throw MigrationFileError(
          .unexpectedName, shown(file),
          "no version in front of the name; expected a name such as 0001_name.sql, 0001_name.up.sql or "
            + "20240131120000_name.sql: rename it, or move it to \(Seeds.defaultFolder)/ if it is data for tests"
        )
      }
      names.append(name)
    }
    return names
  }

  private func onePerVersion(
    _ names: [MigrationFileName]
  ) throws(MigrationFileError) -> [MigrationVersion: MigrationFileName] {
    var known: [MigrationVersion: MigrationFileName] = [:]
    for name in names {
      if let other = known.updateValue(name, forKey: name.version) {
        throw MigrationFileError(
          .duplicateVersion, shown(name.text),
          "version \(name.version) is also that of \(shown(other.text)); give one of them another number")
      }
    }
    return known
  }

  private func downWithoutUp(
    _ down: MigrationFileName, sameVersion other: MigrationFileName?
  ) -> MigrationFileError {
    let other = other.map { ", and \(shown($0.text)), which has its version, has another name" } ?? ""
    return MigrationFileError(
      .downWithoutUp, shown(down.text),
      "takes back what no file does: there is no \(shown(down.stem + ".up.sql")) (or \(down.stem).sql)\(other)"
    )
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
