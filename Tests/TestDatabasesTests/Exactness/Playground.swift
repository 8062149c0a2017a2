import LeaseProtocol
import LibPQ

@testable import TestDatabases

/// A pool with a single place, so that whoever takes next gets what the one before has left: put back, or new.
struct Playground: Sendable {
  let session: Session
  let databases: SessionDatabases
  /// Where tests connect, without a database.
  let server: DatabaseServer
  private let template: DatabaseImage

  /// What became of a database that a test gave back.
  enum Fate: Hashable, Sendable {
    case unchanged
    case putBack
    case thrownAway(Proof.Reason)
  }

  /// Lets a test play with clones of what migrations make.
  ///
  /// - Parameter role: As whom it does, where that is not their owner.
  @discardableResult
  static func open<Result>(
    _ migrations: KeyValuePairs<String, String>, as role: OtherRole? = nil,
    _ body: (Playground) async throws -> Result
  ) async throws -> Result {
    try await OnServer.performWithPlainOwner { run in
      let server = try await run.server.runningTests(as: role?.name, password: role?.password)
      return try await open(migrations, OnServer(server: server, watcher: run.watcher, run: run.run), body)
    }
  }

  /// The same on a server of one's own.
  @discardableResult
  static func open<Result>(
    _ migrations: KeyValuePairs<String, String>, on server: DatabaseServer,
    _ body: (Playground) async throws -> Result
  ) async throws -> Result {
    try await OnServer.perform(on: server) { try await open(migrations, $0, body) }
  }

  private static func open<Result>(
    _ migrations: KeyValuePairs<String, String>, _ run: OnServer, _ body: (Playground) async throws -> Result
  ) async throws -> Result {
    let session = try await run.open(migrations, package: "exactness")
    let databases = SessionDatabases(workshop: session.workshop, limit: 1)
    do {
      let result = try await body(Playground(session, databases))
      await databases.close()
      await session.close()
      return result
    } catch {
      await databases.close()
      await session.close()
      throw error
    }
  }

  private init(_ session: Session, _ databases: SessionDatabases) async throws {
    self.session = session
    server = session.server
    self.databases = databases
    let pristine = try await databases.take(.clone, for: .testing)
    template = try await .pristine(of: server.administrator.replacing(["dbname": pristine.database]))
    await databases.giveBack(pristine, .clone, for: .testing)
  }

  /// Takes a database and gives it back, and looks at what the next one would get.
  func differences(after test: (Member) async throws -> Void) async throws -> (fate: Fate, differences: [String]) {
    let member = try await databases.take(.pooled, for: .testing)
    let before = databases.statistics
    try await test(member)
    await databases.giveBack(member, .pooled, for: .testing)
    let next = try await databases.take(.pooled, for: .testing)
    let differences = try await differences(next)
    let fate = Self.fate(before, databases.statistics)
    await databases.giveBack(next, .pooled, for: .testing)
    return (fate, differences)
  }

  /// How a database differs now from what the migrations made.
  func differences(_ member: Member) async throws -> [String] {
    try await template.differences(of: superuser(member))
  }

  /// The first value that a query gives in a database.
  func value(_ query: String, in member: Member) async throws -> String? {
    let connection = try await Connection.open(superuser(member))
    let value = try await connection.query(query).firstValue
    await connection.close()
    return value
  }

  /// Where a test connects as the role that owns everything, and as one that may do anything.
  func owner(_ member: Member) -> DSN { server.dsn(database: member.database) }
  func superuser(_ member: Member) -> DSN { server.administrator.replacing(["dbname": member.database]) }

  /// What happened to the one database between two moments.
  static func fate(_ before: PoolStatistics, _ after: PoolStatistics) -> Fate {
    for (reason, count) in after.discarded where count > before.discarded[reason] ?? 0 { return .thrownAway(reason) }
    return after.resets > before.resets ? .putBack : .unchanged
  }
}

extension LeaseToken {
  /// The lease of a test that needs no name.
  static let testing = LeaseToken(number: 1)
}
