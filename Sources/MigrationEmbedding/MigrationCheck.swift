package import SQLMigrations

/// What there is to say about a folder of migrations before any server sees them.
package struct MigrationCheck: Sendable {
  /// The migrations, where they can be put in order.
  package let plan: MigrationPlan?
  /// All that is wrong, in the order of the files.
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
      // The other files may be looked into all the same: one build, all errors.
      let readable = folder.readableScripts.filter { $0.file != error.file }
      diagnostics = [Self.diagnostic(error, in: folder)] + Self.problems(of: readable, in: folder)
    }
  }

  private static func diagnostic(_ error: MigrationFileError, in folder: MigrationFolder) -> Diagnostic {
    let advice = "write the first migration as '\(folder.path)/0001_name.sql'"
    let path = folder.directory.fullPath(error.file)
    switch error.code {
    case .folderMissing:
      return Diagnostic(
        severity: .error, file: path, place: nil,
        message: "no folder of migrations, which MigrationsBuildTool looks for in the target's own folder; \(advice)")
    case .folderEmpty:
      return Diagnostic(severity: .error, file: path, place: nil, message: "no migrations in this folder; \(advice)")
    default:
      return Diagnostic(severity: .error, file: path, place: (error.line ?? 1, 1), message: error.message)
    }
  }

  private static func problems(of scripts: [SQLScript], in folder: MigrationFolder) -> [Diagnostic] {
    scripts.flatMap { script in
      ScriptProblems.find(in: script).map { problem in
        Diagnostic(
          severity: .error, file: folder.directory.fullPath(script.file),
          place: (problem.location.line, problem.location.column), message: problem.message)
      }
    }
  }

  /// Where some migrations can be taken back, those that can't are likely to have been forgotten.
  private static func missingDowns(of plan: MigrationPlan, in folder: MigrationFolder) -> [Diagnostic] {
    let steps = plan.migrations.filter { !$0.version.isRepeatable }
    guard let other = steps.first(where: { $0.down != nil }) else { return [] }
    return steps.filter { $0.down == nil }.map { migration in
      Diagnostic(
        severity: .warning, file: folder.directory.fullPath(migration.up.file), place: (1, 1),
        message: "nothing takes '\(migration.name)' back, as something does '\(other.name)'")
    }
  }
}
