import LeaseProtocol
import PackageTests
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

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One `serve`, from the server to the end of its standard input.
struct ServeRun: Sendable {
  let server: ServerSettings
  let contents: ContentSettings
  let swift: SwiftCommand
  let packageName: String
  let reporter: Reporter

  /// Does it all.
  ///
  /// - Returns: The exit status.
  func perform() async -> Int32 {
    let interruption = Interruption()
    PluginChannel.watchPlugin(interruption)
    let outcome = await Run.perform(reporter, server: server, interruptions: interruption) { run in
      try await serve(run)
    }
    switch outcome {
    case .finished, .interrupted: return 0
    case .failed(let error):
      // To whoever started us; to people it says so in the tests.
      say(ServiceAddress(failure: "\(error)"))
      return 2
    }
  }

  private func serve(_ run: Run) async throws {
    let configuration = try Configuration.read(packageDirectory: swift.packageDirectory)
    // The `swift test` that waits for us holds the lock, and has built what it builds.
    let code = CodeMigrations(run: run, swift: swift) { SwiftCommand.BuildState(isBuilt: false, isLocked: true) }
    // Meanwhile the files are read; where one is wrong, that is given up.
    async let databaseServer = run.server(server, configuration, packageDirectory: swift.packageDirectory)
    let contents = try contents.read(packageDirectory: swift.packageDirectory, configuration, code: code)
    let session = try await run.session(
      on: databaseServer, package: packageName, contents: contents,
      templates: .kept(limit: TemplatePolicy.defaultLimit, isFresh: false))
    let path = run.directory.path(of: OpenSession.socketName)
    let leases = try session.serveLeases(at: path, report: run.tell)
    say(ServiceAddress(leases: path))
    // Whoever started us holds our standard input; with its end we are cancelled.
    while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    await leases.stop()
    await session.close()
  }

  private func say(_ address: ServiceAddress) {
    guard let line = try? JSONEncoder().encode(address) else { return }
    print(String(decoding: line, as: UTF8.self))
    // A pipe's output is held back otherwise.
    fflush(nil)
  }
}
