import EmbeddedPostgres
import LeaseProtocol
import MigrationRunner
import PackageTests
import SQLMigrations
import Supervision
import TestDatabases
import TestReports
import ToolConfiguration

extension Run {
  /// The server that the options name, or one of our own, for tests in the role that they are to have.
  ///
  /// - Throws: `SessionError`, `EmbeddedPostgresError`, `PostgresError`, `CancellationError`.
  func server(
    _ options: ServerSettings, _ configuration: Configuration, packageDirectory: String, isExisting: Bool = false
  ) async throws -> DatabaseServer {
    let binaries = options.binaries(configuration, packageDirectory: packageDirectory)
    let role = options.role ?? configuration.role
    let password = CleanEnvironment.all[CleanEnvironment.rolePasswordVariable]
    let server = try await server(options, binaries: binaries, isExisting: isExisting)
      .runningTests(as: role, password: password == "" ? nil : password)
    record.use(server)
    if let role { reporter.detail("tests run as \(role)") }
    return server
  }

  private func server(
    _ options: ServerSettings, binaries folder: String?, isExisting: Bool
  ) async throws -> DatabaseServer {
    let start = ContinuousClock.now
    let environment = CleanEnvironment.all
    if let (text, source) = options.given {
      let server = try await DatabaseServer.given(text, source: source, isExisting: isExisting)
      reporter.done("PostgreSQL \(server.version) of \(source)", since: start)
      record.ended(.server, since: start)
      return server
    }
    let answers = ProgramAnswers(cache: CacheDirectory.existing(environment: environment))
    let binaries = try await ServerBinaries.find(in: folder, environment: environment, answers: answers)
    reporter.detail("programs of \(binaries.directory)")
    let cache = try CacheDirectory.prepare(environment: environment)
    await answers.save(in: cache)
    let embedded = try await heartbeat.during("getting the server ready") {
      try await EmbeddedServer.hold(
        binaries, cache: cache,
        announce: { directory in try await watcher.change { $0.cluster = directory } },
        report: { step in
          switch step {
          case .waitingForAnother: reporter.begins("waiting for another run that starts or stops the server")
          case .initialising(let version): reporter.begins("making a PostgreSQL \(version) cluster, once")
          case .starting:
            heartbeat.now("starting the server")
            reporter.detail("starting the server")
          }
        })
    }
    reporter.detail("cluster in \(embedded.directory.path)")
    reporter.done("PostgreSQL \(embedded.version), embedded", since: start)
    record.ended(.server, since: start)
    let server = DatabaseServer(embedded)
    await heldServer.hold(server)
    return server
  }

  /// Opens the session: a database with everything in it.
  ///
  /// - Parameter templates: What is kept for the next session; `nil` to use the database that the server was given with.
  /// - Throws: `SessionError`, `PostgresError`, `MigrationError`, `CancellationError`.
  func session(
    on server: DatabaseServer, package: String, contents: Session.Contents, templates: TemplatePolicy?
  ) async throws -> Session {
    let start = ContinuousClock.now
    let template = Locked(DatabaseFacts.Template.none)
    let count = contents.migrations.fileCount
    let made: String
    switch contents.migrations {
    case .files: made = Self.counted(count, "migration")
    case .command(let command):
      made = "made by '\(command.text)'"
      if command.inputs == nil {
        reporter.note(
          "  '\(command.text)' runs every time: \(Configuration.fileName) names no \"inputs\" of it, the files that it depends on"
        )
      }
    }
    let report: @Sendable (Session.Event) -> Void = { event in
      switch event {
      case .template(.found): template.withLock { $0 = .found }
      case .template(.building(0)): template.withLock { $0 = .built }
      case .template(.building(let number)): template.withLock { $0 = .appended(to: number) }
      default: break
      }
      tell(event)
    }
    let session: Session
    do {
      session = try await heartbeat.during("looking for what runs have left behind") {
        if let templates {
          return try await Session.open(
            on: server, package: package, contents: contents, templates: templates, watcher: watcher, report: report)
        }
        return try await Session.openExisting(
          on: server, package: package, contents: contents, watcher: watcher, report: report)
      }
    } catch {
      throw ServerTrouble.explained(error, on: server)
    }
    let seeds = contents.seeds.scripts.count
    let text = seeds == 0 ? made : "\(made), \(Self.counted(seeds, "seed"))"
    let origin = template.withLock { $0 }
    reporter.done("database \(session.database): \(text)\(Self.note(origin, count))", since: start)
    record.ended(.database, since: start)
    var migrations: Int?
    if case .files = contents.migrations { migrations = count }
    let facts = DatabaseFacts(name: session.database, template: origin, migrations: migrations, seeds: seeds)
    record.change { $0.database = facts }
    return session
  }

  /// What to say of migrations that did not have to be run.
  private static func note(_ template: DatabaseFacts.Template, _ count: Int) -> String {
    switch template {
    case .none, .built: ""
    case .found: ", unchanged since an earlier run"
    case .appended(let kept) where kept < count: ", \(Self.counted(count - kept, "migration")) new"
    // Its migrations were all there, so it is the seeds.
    case .appended: ", seeds new"
    }
  }

  /// Prints what a session tells.
  func tell(_ event: Session.Event) {
    switch event {
    case .swept(let names):
      reporter.note("  dropped \(names.joined(separator: ", ")), left behind by runs that died")
    case .template(.found):
      heartbeat.now("copying the template")
      reporter.detail("a template of the same migrations and seeds is there")
    case .template(.awaited): reporter.begins("waiting for another run that makes the same database's template")
    case .template(.building(0)): reporter.detail("making a template")
    case .template(.building(let kept)):
      reporter.detail("making a template from one of the first \(Self.counted(kept, "migration"))")
    case .existingAwaited(let name): reporter.begins("waiting for another run that uses the database \(name)")
    case .created(let name): reporter.detail("created \(name)")
    case .running(let progress):
      let verb =
        switch progress.kind {
        case .up: "migration"
        case .down: "undoing"
        case .seed: "seed"
        }
      let step = "\(verb) \(progress.number) of \(progress.count): \(progress.file)"
      heartbeat.now(step)
      reporter.detail(step)
    case .echoed(let text): reporter.note(text)
    case .leaked(let test, let queries):
      for query in queries {
        let last = query.isEmpty ? "it ran no query" : "its last query was: \(query)"
        reporter.warning("\(test) left a connection to its database open, which was ended; \(last)")
      }
    case .cameBack(let test, let queries):
      for query in queries {
        let last = query.isEmpty ? "it ran no query" : "its last query was: \(query)"
        reporter.warning("a client of \(test) connected to its database again after the test, and was ended; \(last)")
      }
    case .logged(let test, let lines): record.add(log: lines, of: test)
    case .kept(let test, let database): reporter.note("kept \(database) of \(test)")
    case .held(let test, let database): reporter.detail("\(test) failed; its database is \(database)")
    case .polluted(let test, let differences):
      reporter.warning("\(test) left something in its database that could not be put back, so it is thrown away:")
      for difference in differences { reporter.note("  \(difference)") }
    case .clusterChanged(let test, let changes):
      reporter.warning("what all databases of the server share was changed while \(test) ran, by it or beside it:")
      for change in changes { reporter.note("  \(change)") }
    case .wroteWhereOthersRead(let test):
      reporter.warning(
        """
        \(test), or one beside it, has written in the database that .readOnly tests read in; those that begin now get \
        another one
        """)
    case .rolesChanged(let tests, let changes, let problem):
      let suspects = (tests + ["a test of another run"]).joined(separator: ", or ")
      let outcome = problem.map { "can't be put back: \($0)" } ?? "was put back:"
      reporter.warning(
        "\(suspects) has changed by ALTER ROLE what all databases of the server share, which \(outcome)")
      for change in changes { reporter.note("  \(change)") }
    case .warning(let text): reporter.warning(text)
    }
  }

  /// The same, with how to look at databases that stay.
  func tell(_ event: Session.Event, on server: DatabaseServer) {
    guard case .kept(let test, let database) = event else { return tell(event) }
    reporter.note("\(test) failed")
    showKept(database, on: server)
  }

  /// Prints how to look at a database that stays, and how to be rid of it.
  func showKept(_ database: String, on server: DatabaseServer) {
    hasKept.withLock { $0 = true }
    reporter.note("kept \(database); to look at it:  \(server.psqlCommand(database))")
    reporter.note("and to drop it:  \(server.dropCommand(database))")
    if case .embedded = server.origin {
      reporter.note("the server stays for it, until:  swift package db-reset --stop")
    }
  }

  /// A number of things, with the plural where it is due.
  static func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}
