package import LibPQ
package import MigrationRunner
package import SQLMigrations

/// Goes all the way forward, all the way back and forward again, and looks at what each step leaves.
///
/// The database is a scratch one with nothing in it. The schema after each way back has to be the one before its migration, and
/// the second time forward has to lead to the same as the first; they are compared as `pg_dump` writes them.
package struct MigrationVerifier: Sendable {
  private let connection: Connection
  private let program: SchemaDump.Program
  private let roles: SharedRoles?
  private let onProgress: @Sendable (MigrationProgress) -> Void

  /// - Parameters:
  ///   - connection: To the database, as the role that migrations run as.
  ///   - dump: The path of `pg_dump`.
  ///   - dumpDSN: The database, for somebody who may see all of it.
  ///   - folder: A folder that nobody else can read.
  ///   - roles: Has migrations make and drop roles whatever other databases there are.
  ///   - onProgress: Called before each file.
  package init(
    connection: Connection, dump: String, dumpDSN: DSN, folder: String, roles: SharedRoles? = nil,
    onProgress: @escaping @Sendable (MigrationProgress) -> Void = { _ in }
  ) {
    self.connection = connection
    program = SchemaDump.Program(
      path: dump, dsn: dumpDSN, folder: folder, excludedSchema: MigrationRunner.schema)
    self.roles = roles
    self.onProgress = onProgress
  }

  /// Verifies the migrations of a folder.
  ///
  /// - Returns: What is to be said of them, in the order in which it was found.
  /// - Throws: `MigrationError` for one that does not run, forward or back; ``MigrationVerificationError``, `PostgresError`,
  ///   `CancellationError`.
  package func verify(_ plan: MigrationPlan) async throws -> [VerificationFinding] {
    // What is applied again and again has no way back, and comes last.
    let findings = try await verifyVersioned(
      MigrationPlan(folder: plan.folder, migrations: plan.migrations.filter { !$0.version.isRepeatable }))
    if findings.contains(where: { $0.leavesAnotherSchema }) { return findings }
    let runner = MigrationRunner(connection: connection, onProgress: onProgress, roles: roles)
    _ = try await runner.up(plan)
    // Roles stay when the database goes, and the next who applies these migrations would find them. Views that are made again
    // each time may stand in the way.
    if plan.migrations.contains(where: { $0.down != nil }) { _ = try? await runner.down(plan) }
    return findings
  }

  private func verifyVersioned(_ plan: MigrationPlan) async throws -> [VerificationFinding] {
    let hasDowns = plan.migrations.contains { $0.down != nil }
    let withoutDown = plan.migrations.filter { $0.down == nil }
    var findings = hasDowns ? withoutDown.map { VerificationFinding(file: $0.up.file, kind: .noDown) } : []
    // Without a way back for all of them nothing is left to be compared.
    let goesBack = hasDowns && withoutDown.isEmpty
    let (schemas, found) = try await up(plan, dumps: goesBack)
    findings += found
    guard goesBack else { return findings }
    findings += try await down(plan, to: schemas)
    // On what is there now they may not even run.
    if findings.contains(where: { $0.leavesAnotherSchema }) { return findings }
    findings += try await upAgain(plan, to: schemas)
    return findings
  }

  /// - Returns: The schema before the first migration and after each.
  private func up(
    _ plan: MigrationPlan, dumps: Bool
  ) async throws -> (schemas: [SchemaDump], findings: [VerificationFinding]) {
    let watch = LockWatch(connection: connection)
    let runner = MigrationRunner(
      connection: connection, onProgress: onProgress, beforeCommit: watch.look, roles: roles)
    var schemas = dumps ? [try await program.dump()] : []
    var findings: [VerificationFinding] = []
    var invalid: Set<String> = []
    for migration in plan.migrations {
      try await watch.begin()
      _ = try await runner.up(plan, limit: 1)
      findings += watch.blocked.map { VerificationFinding(file: migration.up.file, kind: $0) }
      for name in try await invalidIndexes() where invalid.insert(name).inserted {
        findings.append(VerificationFinding(file: migration.up.file, kind: .invalidIndex(name)))
      }
      if dumps { schemas.append(try await program.dump()) }
    }
    // One of a partitioned table becomes valid with its last part, which a later migration may bring.
    let stillInvalid = try await invalidIndexes()
    findings.removeAll { finding in
      guard case .invalidIndex(let name) = finding.kind else { return false }
      return !stillInvalid.contains(name)
    }
    return (schemas, findings)
  }

  private func invalidIndexes() async throws -> [String] {
    try await connection.query(VerificationStatements.invalidIndexes).rows.compactMap { $0["name"] }
  }

  private func down(_ plan: MigrationPlan, to schemas: [SchemaDump]) async throws -> [VerificationFinding] {
    let runner = MigrationRunner(connection: connection, onProgress: onProgress, roles: roles)
    var findings: [VerificationFinding] = []
    var last = schemas[schemas.count - 1]
    for (index, migration) in plan.migrations.enumerated().reversed() {
      guard let down = migration.down else { continue }
      _ = try await runner.down(plan, limit: 1)
      let schema = try await program.dump()
      // What an earlier step has left is not this one's doing.
      if let difference = SchemaDifference(from: schemas[index], to: schema)?
        .subtracting(SchemaDifference(from: schemas[index + 1], to: last))
      {
        findings.append(VerificationFinding(file: down.file, kind: .downDiffers(difference)))
      }
      last = schema
    }
    return findings
  }

  private func upAgain(_ plan: MigrationPlan, to schemas: [SchemaDump]) async throws -> [VerificationFinding] {
    _ = try await MigrationRunner(connection: connection, onProgress: onProgress, roles: roles).up(plan)
    guard let last = plan.migrations.last,
      let difference = SchemaDifference(from: schemas[schemas.count - 1], to: try await program.dump())
    else { return [] }
    return [VerificationFinding(file: last.up.file, kind: .secondUpDiffers(difference))]
  }
}
