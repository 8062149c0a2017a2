import EmbeddedPostgres
import PackageTests
import Supervision
import TestDatabases
import ToolConfiguration

/// One `db-reset`.
struct ResetRun: Sendable {
  let server: ServerSettings
  let contents: ContentSettings
  let templates: TemplatePolicy
  let swift: SwiftCommand
  let packageName: String
  let database: String?
  let format: ResetCommand.Format
  let output: String?
  let isInsidePlugin: Bool
  let reporter: Reporter

  /// Makes the database anew.
  ///
  /// - Returns: The exit status.
  func perform() async -> Int32 {
    let interruption = Interruption()
    if isInsidePlugin { PluginChannel.watchPlugin(interruption) }
    let outcome = await Run.perform(
      reporter, server: server, interruptions: interruption, tidied: Run.elseTidied
    ) { run in
      try await reset(run)
    }
    switch outcome {
    case .finished(let text):
      return show(text)
    case .interrupted(let reason):
      return end(reason.exitStatus, "interrupted; the database is as it was before")
    case .failed(let error):
      reporter.error("\(error)")
      return end(2, "the database was not reset")
    }
  }

  private func reset(_ run: Run) async throws -> String {
    // Before the work rather than after it.
    if let output { try PrivateFile.checkWritable(PackageManifest.fullPath(output)) }
    let configuration = try Configuration.read(packageDirectory: swift.packageDirectory)
    let code = CodeMigrations(run: run, swift: swift) {
      SwiftCommand.BuildState(isBuilt: false, isLocked: isInsidePlugin)
    }
    // Meanwhile the files are read; where one is wrong, that is given up.
    async let serverThatIsThere = run.server(server, configuration, packageDirectory: swift.packageDirectory)
    let contents = try contents.read(packageDirectory: swift.packageDirectory, configuration, code: code)
    let databaseServer = try await serverThatIsThere
    let name = database ?? DatabaseName.longLived(package: packageName)
    try await Session.checkLongLived(
      name, package: packageName, givenByUser: database != nil, on: databaseServer)
    let session = try await run.session(
      on: databaseServer, package: packageName, contents: contents, templates: templates)
    try await session.becomeLongLived(name: name, givenByUser: database != nil)
    await session.close()
    let description = DatabaseDescription(databaseServer.environmentDatabase(named: name))
    return try description.text(format)
  }

  private func show(_ text: String) -> Int32 {
    guard let output else {
      print(text)
      return 0
    }
    do {
      try PrivateFile.write(text + "\n", to: PackageManifest.fullPath(output))
      return 0
    } catch {
      reporter.error("\(error)")
      return end(2, "the database was reset, but not written to '\(output)'")
    }
  }

  private func end(_ status: Int32, _ text: String) -> Int32 {
    reporter.summary("db-reset", text, isGood: false)
    return status
  }
}
