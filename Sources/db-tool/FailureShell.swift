import EmbeddedPostgres
import LeaseProtocol
import LibPQ
import PackageTests
import Supervision
import TestDatabases

/// psql in the database of a test that failed, for whoever sits at the terminal.
struct FailureShell: Sendable {
  /// A test that failed, and the database that it left.
  private struct Failure: Sendable {
    let test: String
    let database: String
  }

  private let failures = Locked<[Failure]>([])

  /// Whether a person can use it.
  static func isPossible(_ context: ContextSettings) -> Bool { !context.isInsidePlugin && OwnTerminal.isInteractive }

  /// Remembers databases of tests that failed.
  func hear(_ event: Session.Event) {
    switch event {
    case .held(let test, let database), .kept(let test, let database):
      failures.withLock { $0.append(Failure(test: test, database: database)) }
    default: break
    }
  }

  /// Opens it, and returns when it is left.
  ///
  /// It is in the database of the first test that failed, or in the session's own, where no test has another.
  ///
  /// - Parameter binaries: The folder of the server's programs that the user named.
  /// - Throws: `CancellationError`.
  func open(_ session: Session, binaries: String?, _ run: Run, _ interruption: Interruption) async throws {
    let failures = failures.withLock { $0 }
    let database = failures.first?.database ?? session.database
    let owner = failures.first.map { "of \($0.test), which failed" } ?? "that the tests had"
    guard let program = await program(binaries) else {
      run.reporter.warning(
        "there is no psql, in PATH or beside the server's programs, to open \(database) with; see --keep-on-failure")
      return
    }
    for failure in failures.dropFirst() {
      run.reporter.note(
        "\(failure.test) failed; as long as psql is open:  \(session.server.psqlCommand(failure.database))")
    }
    run.reporter.note("psql in \(database) \(owner); \\q leaves it, and drops what is not kept")
    var environment = CleanEnvironment.all
    for name in TestEnvironment.hiddenNames(in: environment) { environment[name] = nil }
    if case .given = session.server.origin {
      environment["PGPASSWORD"] = session.server.ownersDSN(database: database)["password"]
    }
    let url = session.server.visitorsDSN(database: database).url
    do {
      _ = try await run.inForeground(ChildProcess.Command(program, [url], environment: environment), interruption)
    } catch let error where !(error is CancellationError) {
      run.reporter.warning("psql could not be started: \(error)")
    }
  }

  private func program(_ binaries: String?) async -> String? {
    let environment = CleanEnvironment.all
    if case .program(let path) = ProgramSearch.find("psql", path: environment["PATH"], from: "/") { return path }
    guard let binaries = try? await ServerBinaries.find(in: binaries, environment: environment),
      case .program(let path) = ProgramSearch.find(binaries.path(of: "psql"), path: nil, from: "/")
    else { return nil }
    return path
  }
}
