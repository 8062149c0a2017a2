import ArgumentParser
import EmbeddedPostgres
import PackageTests
import SQLMigrations
import Supervision
import TestDatabases
import ToolConfiguration

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One `doctor`: looks at all that `db-test` depends on, and changes nothing.
struct DoctorRun: Sendable {
  let server: ServerSettings
  let contents: ContentSettings
  let usesExisting: Bool
  let context: ContextSettings
  let reporter: Reporter

  /// Looks, and prints what there is to be said on standard output.
  ///
  /// - Returns: The exit status: 1 where something would stop `db-test`.
  func perform() async -> Int32 {
    var report = await report()
    if reporter.level == .quiet { report = report.problems }
    // Inside a plugin, what is printed goes to where SwiftPM's output does.
    let isSeen = context.isInsidePlugin || isatty(STDOUT_FILENO) == 1
    let columns = isSeen ? reporter.terminal.map { Int($0.columns) } : nil
    let isColored = reporter.isColored && (isSeen || reporter.isColoredEverywhere)
    if !report.sections.isEmpty {
      print(report.text(columns: columns) { mark, grade in isColored ? Self.painted(mark, grade) : mark } + "\n")
    }
    if reporter.level > .quiet || report.failureCount > 0 { print(conclusion(report, isColored)) }
    return report.failureCount == 0 ? 0 : 1
  }

  private func conclusion(_ report: DoctorReport, _ isColored: Bool) -> String {
    let warnings = report.warningCount == 0 ? "" : "; \(Run.counted(report.warningCount, "thing")) to look at"
    let isGood = report.failureCount == 0
    let mark = isGood ? "✓" : "✗"
    let text = isGood ? "nothing stops db-test" : "\(Run.counted(report.failureCount, "problem")) would stop db-test"
    return "\(isColored ? Self.painted(mark, isGood ? .good : .failure) : mark) doctor: \(text)\(warnings)"
  }

  private func report() async -> DoctorReport {
    var report = DoctorReport()
    report.add("Toolchain", await ToolchainCheck(swift: try? context.swift()).findings())
    let directory: String
    do { directory = try context.packageDirectory() } catch {
      let text = (error as? ValidationError)?.message ?? "\(error)"
      report.add("Package", [.failure("package", text, remedy: "Or call it by  swift package db-test --doctor")])
      return report
    }
    var configuration = Configuration()
    var places: [String: TextPlace] = [:]
    var file: [Finding] = []
    do {
      configuration = try Configuration.read(packageDirectory: directory)
      places = try Configuration.places(packageDirectory: directory)
    } catch {
      // The rest is looked at as if there were no file.
      file = [.failure(Configuration.fileName, error)]
    }
    let serverCheck = ServerCheck(
      server: server, binaries: server.binaries(configuration, packageDirectory: directory),
      role: server.role ?? configuration.role, usesExisting: usesExisting)
    let (serverFindings, found) = await serverCheck.look()
    let place = PlaceCheck(isInsidePlugin: context.isInsidePlugin, needsCluster: server.given == nil)
    report.add("Server", serverFindings)
    report.add("Machine", place.findings())
    report.add("Kept from earlier runs", place.clusters())
    let settings = SettingsCheck(
      server: server, contents: contents, configuration: configuration, places: places)
    report.add("Configuration", file + settings.findings() + SettingsCheck.typos(among: CleanEnvironment.all.keys))
    let migrations = MigrationsCheck(
      contents: contents, configuration: configuration, directory: PackageDirectory(directory))
    let (migrationFindings, plan) = migrations.look()
    report.add("Database", migrationFindings)
    if report.failureCount == 0, let found, let plan {
      let role = serverCheck.role.map { "as \($0)" } ?? "as the database's owner"
      report.add("What db-test would do", Self.steps(found, place.cache, plan, role, usesExisting: usesExisting))
    }
    return report
  }

  private static func steps(
    _ server: ServerCheck.Server, _ cache: String?, _ plan: String, _ role: String, usesExisting: Bool
  ) -> [Finding] {
    let first: String
    switch server {
    case .embedded(let binaries):
      first = "start PostgreSQL \(binaries.version), or join it where it runs, with its data in \(cache ?? "the cache")"
    case .given(let given, _): first = "connect to \(given.administrator)"
    }
    let second =
      usesExisting
      ? "\(plan) in its database, which has to be empty"
      : "create a database; \(plan), or clone what came of the same before"
    let last = usesExisting ? "empty the database" : "drop the database"
    return [
      .note("1", first), .note("2", second), .note("3", "run `swift test` with it, \(role)"), .note("4", last),
    ]
  }

  private static func painted(_ mark: String, _ grade: Finding.Grade) -> String {
    let code =
      switch grade {
      case .good: "32"
      case .note: "2"
      case .warning: "33"
      case .failure: "31"
      }
    return "\u{1B}[\(code)m\(mark)\u{1B}[0m"
  }
}
