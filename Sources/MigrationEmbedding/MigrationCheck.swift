package import SQLMigrations

/// What there is to say about a folder of migrations before any server sees them.
package struct MigrationCheck: Sendable {
  /// The migrations, where they can be put in order.
  package let plan: MigrationPlan?
  /// All that is wrong: with the folder first, then with its files, in their order.
  package let diagnostics: [Diagnostic]

  /// Whether nothing may come of it.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Reads a folder and looks for what is wrong with it.
  package init(_ folder: MigrationFolder) {
    do {
      let plan = try folder.read()
      let scripts = plan.migrations.flatMap { [$0.up] + ($0.down.map { [$0] } ?? []) }
      self.plan = plan
      diagnostics = Self.problems(of: scripts, in: folder) + Self.missingDowns(of: plan, in: folder)
    } catch {
      plan = nil
      // The files may be looked into all the same: it costs people less to see all errors after one build.
      diagnostics = [Self.diagnostic(error, in: folder)] + Self.problems(of: folder.readableScripts, in: folder)
    }
  }

  private static func diagnostic(_ error: MigrationFileError, in folder: MigrationFolder) -> Diagnostic {
    let file = folder.directory.fullPath(error.file)
    let advice = "write the first migration as '\(folder.path)/0001_name.sql'"
    switch error.code {
    case .folderMissing:
      let message = "no such folder, and MigrationsBuildTool looks for the target's migrations there alone; \(advice)"
      return Diagnostic(severity: .error, file: file, place: nil, message: message)
    case .folderEmpty:
      return Diagnostic(severity: .error, file: file, place: nil, message: "no migrations in this folder; \(advice)")
    case .ambiguousConvention:
      let message =
        "\(error.message), or for a build, where there are no flags: name this folder as \"migrations\" in "
        + "db-test.json, and the format as \"migrationsFormat\""
      return Diagnostic(severity: .error, file: file, place: nil, message: message)
    default:
      let place = Diagnostic.Place(line: error.line ?? 1, column: 1)
      return Diagnostic(severity: .error, file: file, place: place, message: error.message)
    }
  }

  private static func problems(of scripts: [SQLScript], in folder: MigrationFolder) -> [Diagnostic] {
    scripts.flatMap { script in
      let steps = ScriptSteps(script)
      let errors = steps.problems.map { problem in
        Diagnostic(
          severity: .error, file: folder.directory.fullPath(problem.file),
          place: .init(line: problem.line ?? 1, column: problem.column ?? 1), message: problem.message)
      }
      return errors + (errors.isEmpty ? psqlOnly(steps, in: folder) : [])
    }
  }

  /// What this package's tools carry out as psql does, and a program that sends the embedded text to a server can't.
  private static func psqlOnly(_ steps: ScriptSteps, in folder: MigrationFolder) -> [Diagnostic] {
    let file = folder.directory.fullPath(steps.script.file)
    func warning(_ place: Diagnostic.Place, _ what: String) -> Diagnostic {
      Diagnostic(
        severity: .warning, file: file, place: place,
        message: "\(what) is understood by psql and db-test, but not by a server, to which a program sends this text")
    }
    for step in steps.steps {
      switch step {
      case .statement(let statement) where statement.data != nil:
        let position = steps.position(ofByte: statement.range.lowerBound)
        let place = steps.script.location(ofCharacter: position).map {
          Diagnostic.Place(line: $0.line, column: $0.column)
        }
        return [warning(place ?? .init(line: 1, column: 1), "COPY … FROM stdin with its data")]
      case .include, .echo, .reconnect, .granted: return [warning(.init(line: 1, column: 1), "a command of psql")]
      case .statement: continue
      }
    }
    return []
  }

  /// Where some migrations can be taken back, those that can't are likely to have been forgotten.
  private static func missingDowns(of plan: MigrationPlan, in folder: MigrationFolder) -> [Diagnostic] {
    let steps = plan.migrations.filter { !$0.version.isRepeatable }
    guard let other = steps.first(where: { $0.down != nil }) else { return [] }
    return steps.filter { $0.down == nil }.map { migration in
      Diagnostic(
        severity: .warning, file: folder.directory.fullPath(migration.up.file), place: .init(line: 1, column: 1),
        message: "'\(migration.name)' can't be taken back: it has no down, as '\(other.name)' has")
    }
  }
}
