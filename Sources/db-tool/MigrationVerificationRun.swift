import EmbeddedPostgres
import LibPQ
import MigrationRunner
import MigrationVerification
import SQLMigrations
import Supervision
import TestDatabases

/// Verifies migrations on a scratch database of a server.
struct MigrationVerificationRun: Sendable {
  let plan: MigrationPlan
  let server: DatabaseServer
  let packageName: String
  /// The folder of the server's programs that the user named.
  let binaries: String?
  let run: Run

  /// Does it, and prints what there is to be said.
  ///
  /// - Returns: Whether nothing is wrong.
  func isGood() async throws -> Bool {
    let start = ContinuousClock.now
    let session = try await openScratch()
    let isGood = try await verify(session)
    try await session.dropScratch()
    if isGood { run.reporter.done("\(Run.counted(plan.migrations.count, "migration")) verified", since: start) }
    return isGood
  }

  /// The same, unless these migrations have been found right before.
  ///
  /// - Parameter known: Where it is written down which were.
  func isGoodAsKnown(in known: VerifiedMigrations) async throws -> Bool {
    let start = ContinuousClock.now
    let session = try await openScratch()
    let fingerprint = try await session.verificationFingerprint()
    if known.contains(fingerprint) {
      try await session.dropScratch()
      run.reporter.done(
        "\(Run.counted(plan.migrations.count, "migration")) verified before, and unchanged since", since: start)
      return true
    }
    let isGood = try await verify(session)
    try await session.dropScratch()
    if isGood {
      known.insert(fingerprint)
      run.reporter.done("\(Run.counted(plan.migrations.count, "migration")) verified", since: start)
    }
    return isGood
  }

  private func openScratch() async throws -> Session {
    let contents = Session.Contents(migrations: .files(plan), seeds: Seeds(scripts: []))
    return try await Session.openScratch(
      on: server, package: packageName, contents: contents, watcher: run.watcher, report: run.tell)
  }

  private func verify(_ session: Session) async throws -> Bool {
    let programs = try await ServerBinaries.find(in: binaries, environment: CleanEnvironment.all)
    let connection = try await session.ownersConnection()
    let verifier = MigrationVerifier(
      connection: connection, dump: programs.path(of: "pg_dump"), dumpDSN: session.administratorDSN,
      folder: run.directory.path, roles: session.sharedRoles
    ) { progress in
      run.reporter.detail("\(progress.kind == .down ? "taking back" : "applying") \(progress.file)")
    }
    let findings = try await verifier.verify(plan)
    await connection.close()
    for finding in findings where !finding.isError { run.reporter.note("\(finding)") }
    for finding in findings where finding.isError { run.reporter.error("\(finding)") }
    return !findings.contains { $0.isError }
  }
}
