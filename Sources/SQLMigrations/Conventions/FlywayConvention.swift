/// Flyway: `V1_2__name.sql`, `U1_2__name.sql` to take it back, `R__name.sql` applied whenever it has changed, and
/// `B1_2__name.sql` in place of all up to its version, in the folder or in any inside.
///
/// Other files are left alone, as Flyway does, but for what it would run all the same.
struct FlywayConvention: ConventionReader {
  /// What stands for `${name}`.
  let placeholders: [String: String]

  /// A file to read.
  private struct File {
    let path: String
    let name: FlywayFileName
  }

  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    var ups: [MigrationVersion: File] = [:]
    var undos: [MigrationVersion: File] = [:]
    var baselines: [MigrationVersion: File] = [:]
    for file in try files(in: source) {
      switch file.name.kind {
      case .versioned(let version), .repeatable(let version): try add(file, version, to: &ups, source)
      case .undo(let version): try add(file, version, to: &undos, source)
      case .baseline(let version): try add(file, version, to: &baselines, source)
      case .callback:
        throw source.error(
          .unsupported, file.path,
          "is a callback, which only Flyway runs; make it a repeatable migration, R__name.sql, or a seed. "
            + MigrationConvention.otherTools)
      }
    }
    // A new database starts at the last baseline: what that stands for is not run.
    if let baseline = baselines.max(by: { $0.key < $1.key }) {
      ups = ups.filter { $0.key > baseline.key }
      undos = undos.filter { $0.key > baseline.key }
      ups[baseline.key] = baseline.value
    }
    return try migrations(ups, undos, source)
  }

  private func migrations(
    _ ups: [MigrationVersion: File], _ undos: [MigrationVersion: File], _ source: MigrationSource
  ) throws(MigrationFileError) -> [Migration] {
    for (version, undo) in undos.sorted(by: { $0.key < $1.key }) where ups[version] == nil {
      throw source.error(.downWithoutUp, undo.path, "takes back what no file does: there is no V\(version)__….sql")
    }
    var migrations: [Migration] = []
    for (version, up) in ups.sorted(by: { $0.key < $1.key }) {
      var down: SQLScript?
      if let undo = undos[version] { down = try script(undo, source) }
      migrations.append(Migration(version: version, name: up.name.stem, up: try script(up, source), down: down))
    }
    return migrations
  }

  private func script(_ file: File, _ source: MigrationSource) throws(MigrationFileError) -> SQLScript {
    try FlywayScript(file.path, in: source).script(placeholders: placeholders)
  }

  /// What Flyway would run.
  private func files(in source: MigrationSource) throws(MigrationFileError) -> [File] {
    var found: [File] = []
    for path in try source.filesAtAnyDepth() {
      let base = path.split(separator: "/").last ?? ""
      guard let name = FlywayFileName(base) else {
        try checkIntention(base, path, source)
        continue
      }
      if name.type == "sql" { found.append(File(path: path, name: name)) }
      if ["java", "kt", "groovy", "ps1", "sh", "bash", "cmd", "bat", "py"].contains(name.type) {
        throw source.error(
          .unsupported, path, "is a migration that is no SQL, which only Flyway runs. \(MigrationConvention.otherTools)"
        )
      }
    }
    return found
  }

  /// Refuses what was meant to be a migration by all appearance: Flyway leaves it out without a word.
  private func checkIntention(
    _ name: Substring, _ path: String, _ source: MigrationSource
  ) throws(MigrationFileError) {
    guard MigrationFileName.isSQL(String(name)), name.contains("__"), let prefix = name.first else { return }
    let isVersion = name.dropFirst().first?.isNumber == true
    if prefix == "V" || "URB".contains(prefix) && isVersion {
      throw source.error(
        .unexpectedName, path,
        "is no name for Flyway; it wants V1_2__name.sql, U1_2__name.sql or R__name.sql: rename it")
    }
  }

  private func add(
    _ file: File, _ version: MigrationVersion, to files: inout [MigrationVersion: File], _ source: MigrationSource
  ) throws(MigrationFileError) {
    if let other = files.updateValue(file, forKey: version) {
      throw source.error(
        .duplicateVersion, file.path,
        version.isRepeatable
          ? "has the same name as \(source.shown(other.path)), by which it is known; give one of them another"
          : "version \(version) is also that of \(source.shown(other.path)); give one of them another number")
    }
  }
}
