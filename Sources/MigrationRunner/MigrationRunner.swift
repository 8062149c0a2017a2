package import LibPQ
package import SQLMigrations

/// Applies migrations to a database, takes them back, and runs seeds.
///
/// Every file finds the session as a new connection has it, and is one transaction, which leaves nothing where
/// it fails. One that says otherwise, or has a statement that can't be in a transaction, runs statement by statement, and
/// leaves what was done before. Data of COPY and the commands of psql that dumps have are understood; files with others are
/// refused before any is run. What was applied is written down in the database, in the table `migrations` of the schema ``schema``.
///
/// The connection is the runner's as long as it works: settings, temporary tables and advisory locks of
/// that session are dropped. One runner works on a database at a time.
package struct MigrationRunner: Sendable {
  private let scripts: ScriptRunner
  private let bookkeeping: Bookkeeping
  private let onProgress: @Sendable (MigrationProgress) -> Void
  private let onEcho: @Sendable (String) -> Void
  private let beforeCommit: (@Sendable (ExclusiveConnection) throws -> Void)?
  private let roles: SharedRoles?

  /// The schema that holds what a database knows of its migrations, and nothing else.
  package static let schema = "swift_db_test"

  /// A runner on a connection, as the role that shall own what the migrations make.
  ///
  /// - Parameters:
  ///   - connection: To the database.
  ///   - onProgress: Called before each file.
  ///   - onEcho: Called with what files have psql print with `\echo`.
  ///   - beforeCommit: Called after each file that is one transaction, inside of that.
  ///   - roles: Has migrations make and drop roles whatever others there are; `nil` has them as the server takes them.
  package init(
    connection: Connection, onProgress: @escaping @Sendable (MigrationProgress) -> Void = { _ in },
    onEcho: @escaping @Sendable (String) -> Void = { _ in },
    beforeCommit: (@Sendable (ExclusiveConnection) throws -> Void)? = nil, roles: SharedRoles? = nil
  ) {
    bookkeeping = Bookkeeping(connection: connection)
    scripts = ScriptRunner(connection: connection)
    self.beforeCommit = beforeCommit
    self.roles = roles
    self.onProgress = onProgress
    self.onEcho = onEcho
  }

  /// What was applied, first to last.
  ///
  /// - Throws: `PostgresError`, `CancellationError`.
  package func applied() async throws -> [AppliedMigration] { try await bookkeeping.applied() }

  /// Applies what was not applied yet, lowest version first.
  ///
  /// A migration older than one that was applied is applied too, and a warning says so. Where one fails,
  /// those before it stay.
  ///
  /// - Parameter limit: How many at most; `nil` for all.
  /// - Throws: ``MigrationError``, before anything is run where files were changed after they were applied
  ///   or are gone; `PostgresError` where the database can't be used at all; `CancellationError`.
  package func up(_ plan: MigrationPlan, limit: Int? = nil) async throws -> MigrationResult {
    try await bookkeeping.makeTable()
    let status = try await status(of: plan)
    try status.check()
    let due = Array(status.entries.filter(\.isDue).prefix(limit ?? .max))
    var result = try await run(
      .up, due.map { ($0.migration.up, $0.isApplied ? .replace($0.migration) : .add($0.migration)) })
    if let newest = status.newest {
      result.warnings = due.filter { $0.migration.version < newest.version }.map {
        "\($0.migration.up.file) was applied after \(newest.name), which is newer"
      }
    }
    return result
  }

  /// How the migrations and what was applied compare.
  ///
  /// - Throws: `PostgresError`, `CancellationError`.
  package func status(of plan: MigrationPlan) async throws -> MigrationStatus {
    MigrationStatus(plan, try await bookkeeping.applied())
  }

  /// Takes back what was applied, last to first.
  ///
  /// - Parameter limit: How many at most; `nil` for all.
  /// - Throws: ``MigrationError``, before anything is run where a migration has no way back or its files are
  ///   gone; `PostgresError`; `CancellationError`.
  package func down(_ plan: MigrationPlan, limit: Int? = nil) async throws -> MigrationResult {
    let records = try await bookkeeping.applied()
    let result = try await takeBack(try last(limit, of: records, in: plan))
    if limit == nil {
      // What they were applied to is gone, so the next time they are applied again.
      let repeatable = plan.migrations.filter(\.version.isRepeatable)
      let known = Set(records.map(\.version))
      try await bookkeeping.forget(repeatable.filter { known.contains($0.version.text) })
    }
    return result
  }

  /// Takes back what was applied last, and applies it again.
  ///
  /// - Returns: What was taken back and what was applied, both with nothing in them where nothing had been.
  /// - Throws: As ``up(_:limit:)`` and ``down(_:limit:)``.
  package func redo(
    _ plan: MigrationPlan
  ) async throws -> (undone: MigrationResult, applied: MigrationResult) {
    let records = try await bookkeeping.applied()
    try MigrationStatus(plan, records).check()
    let migrations = try last(1, of: records, in: plan)
    return (try await takeBack(migrations), try await run(.up, migrations.map { ($0.up, .add($0)) }))
  }

  /// What was applied last, the newest first, all of which can be taken back.
  private func last(
    _ limit: Int?, of records: [AppliedMigration], in plan: MigrationPlan
  ) throws -> [Migration] {
    let byVersion = Dictionary(plan.migrations.map { ($0.version.text, $0) }) { first, _ in first }
    // There is no way back from what is applied again and again.
    let applied = records.reversed().filter { byVersion[$0.version]?.version.isRepeatable != true }
      .prefix(limit ?? .max)
    let missing = applied.filter { byVersion[$0.version] == nil }
    if !missing.isEmpty { throw MigrationError.missing(missing.reversed(), folder: plan.folder) }
    let migrations = applied.compactMap { byVersion[$0.version] }
    let withoutDown = migrations.filter { $0.down == nil }
    if !withoutDown.isEmpty { throw MigrationError.noDown(withoutDown) }
    return migrations
  }

  private func takeBack(_ migrations: [Migration]) async throws -> MigrationResult {
    try await run(.down, migrations.compactMap { migration in migration.down.map { ($0, .remove(migration)) } })
  }

  /// What is in the database besides what is in every new one, by kind and name; some of it, where it is much.
  ///
  /// - Throws: `PostgresError`, `CancellationError`.
  package func leftovers() async throws -> [String] { try await bookkeeping.leftovers() }

  /// Runs seeds, in their order. That they were run is written down nowhere.
  ///
  /// - Throws: ``MigrationError``, `PostgresError`, `CancellationError`.
  package func run(_ seeds: Seeds) async throws -> MigrationResult {
    try await run(.seed, seeds.scripts.map { ($0, nil) })
  }

  private func run(
    _ kind: MigrationProgress.Kind, _ files: [(script: SQLScript, entry: Bookkeeping.Entry?)]
  ) async throws -> MigrationResult {
    let executions = files.map {
      ScriptExecution(
        steps: ScriptSteps($0.script), entry: $0.entry, echo: onEcho, beforeCommit: beforeCommit, roles: roles)
    }
    let refused = executions.map(\.steps).filter { !$0.problems.isEmpty }
    if !refused.isEmpty { throw MigrationError.refused(refused) }
    var result = MigrationResult()
    for (index, execution) in executions.enumerated() {
      let file = execution.steps.script.file
      onProgress(MigrationProgress(kind: kind, file: file, number: index + 1, count: files.count))
      result.files.append(MigrationResult.File(name: file, duration: try await scripts.run(execution)))
    }
    try await scripts.leaveFreshSession()
    return result
  }
}
