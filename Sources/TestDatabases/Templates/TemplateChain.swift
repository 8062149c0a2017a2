internal import LibPQ
internal import SQLMigrations

/// What databases are made from, as a chain in which each link stands for all before it.
///
/// Its beginning is whatever else makes a difference to what comes out: the server, its locale, the owner, the tests' role,
/// to which migrations may grant something if it is there, the format of this tool. One link for each migration follows,
/// and one for each seed.
struct TemplateChain: Sendable {
  /// After each migration, the first to the last.
  let migrations: [Fingerprint]
  /// After the seeds, too; the last of the migrations where there are none.
  let complete: Fingerprint

  /// To be counted up where the same files are to give other databases than before.
  private static let format = 3

  /// - Parameters:
  ///   - options: What the connection string sets for each session, such as `-c search_path=app`.
  ///   - connection: To the server, in any database.
  init(
    _ contents: Session.Contents, owner: String, testsRunAs role: String?, options: String?, _ connection: Connection
  ) async throws {
    let facts = try await connection.query(TemplateStatements.facts, [owner]).rows.first
    let ofServer = facts.map { row in TemplateStatements.factColumns.map { row[$0] ?? "" } } ?? []
    let parts = ["\(Self.format)", owner, role ?? owner] + ofServer + (options.map { [$0] } ?? [])
    let start = Fingerprint(parts: parts.map { Array($0.utf8) })
    migrations = contents.migrations.chain(startingFrom: start)
    let last = migrations.last ?? start
    complete = contents.seeds.scripts.reduce(last) { $0.followed(by: $1.file, $1.normalizedContent) }
  }
}
