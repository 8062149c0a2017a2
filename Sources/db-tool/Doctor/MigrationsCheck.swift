import PackageTests
import SQLMigrations
import Supervision
import ToolConfiguration

/// What the databases would be made from.
struct MigrationsCheck: Sendable {
  let contents: ContentSettings
  let configuration: Configuration
  let directory: PackageDirectory

  /// Reads the files.
  ///
  /// - Returns: Besides, what would be done with them in words; `nil` where nothing can.
  func look() -> (findings: [Finding], plan: String?) {
    let (migrations, made) = migrations()
    let (seeds, count) = seeds()
    let isStopped = (migrations + [seeds]).contains { $0.grade == .failure }
    let words = count == 0 ? made : "\(made), run \(Run.counted(count, "seed"))"
    return (migrations + [seeds], isStopped ? nil : words)
  }

  private func migrations() -> ([Finding], String) {
    if contents.migrations == nil, contents.migrationsFormat == nil, let setting = configuration.migrate {
      return ([program(setting)], "have '\(setting.command.joined(separator: " "))' migrate it")
    }
    do {
      let folder = try contents.folder(in: directory, configuration)
      let plan = try contents.readMigrations(in: directory, configuration)
      let text = "\(Run.counted(plan.migrations.count, "migration")) of \(plan.folder)"
      let convention = try folder.actualConvention()
      let counted = Finding.good("migrations", "\(text), format \(convention.rawValue)")
      let problems = plan.migrations.flatMap { migration in
        ScriptSteps(migration.up).problems.map { Finding.failure("migrations", $0) }
          + (migration.down.map { ScriptSteps($0).problems } ?? []).map { problem in
            Finding.warning("migrations", "\(problem)", remedy: "Nothing but taking it back is stopped by that.")
          }
      }
      return ([counted] + problems, "run \(text)")
    } catch { return ([.failure("migrations", error)], "") }
  }

  private func program(_ setting: MigrateSetting) -> Finding {
    let name = setting.command.first ?? ""
    let text = "'\(setting.command.joined(separator: " "))' migrates"
    guard case .program = ProgramSearch.find(name, path: CleanEnvironment.all["PATH"], from: directory.path) else {
      let place = name.contains("/") ? "in '\(directory.path)'" : "in PATH"
      return .failure(
        "migrations", "there is no program '\(name)' \(place), which 'migrate' in \(Configuration.fileName) names",
        remedy: "Name it by a path relative to the package, or install it.")
    }
    do {
      guard let inputs = try setting.inputs.map({ try InputFiles.read($0, in: directory) }) else {
        return .warning(
          "migrations", "\(text), and runs every time",
          remedy:
            "Name the files that it depends on as \"inputs\" in \(Configuration.fileName), and it runs when they change."
        )
      }
      return .good("migrations", "\(text); it depends on \(Run.counted(inputs.files.count, "file"))")
    } catch { return .failure("migrations", error) }
  }

  private func seeds() -> (Finding, Int) {
    do {
      let seeds = try contents.readSeeds(in: directory, configuration)
      let count = seeds.scripts.count
      return (.good("seeds", count == 0 ? "none" : seeds.scripts.map(\.file).joined(separator: ", ")), count)
    } catch { return (.failure("seeds", error), 0) }
  }
}
