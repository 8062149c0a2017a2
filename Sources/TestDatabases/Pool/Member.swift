internal import LeaseProtocol
internal import LibPQ

/// A database of the pool: a clone of the template that is put back to it again and again.
///
/// One caller at a time looks at it or puts it back, which the ``Pool`` sees to. Both are done on the thread of the tool's
/// connection to it, from the first statement to the last, and whoever asked is called back from there: with a change of
/// threads in between, a lease would take twice as long.
final class Member: Sendable {
  /// Its name.
  let database: String
  /// How it is put back.
  let method: ResetMethod
  /// Whether nobody but the tool had been there when it was taken on.
  let isUnused: Bool
  /// Whether it is one in which tests only read.
  let isForReading: Bool
  /// The tool's own connection to it.
  private let connection: Connection
  private let books: MemberBooks
  /// Where the tests' own queries are run, in the role that the tests themselves have.
  private let visitorDSN: DSN
  private let roles: RoleKeeper
  private let state: Locked<State>

  private struct State {
    /// Whether it is as it was when it was last put back.
    var question: CleanQuestion
    var visitor: Visitor?
    /// Whether a test has had something run here since it was last put back.
    var isVisited = false
    /// The lease that has it, or had it last.
    var lease: LeaseToken?
    var isRetired = false
    /// Whether nothing had been changed when it was last put back, which is likely to be so again.
    var wasClean = false
  }

  /// The connection for what tests have run here.
  private struct Visitor: Sendable {
    let connection: Connection
    let process: Int32
    /// What had been found of roles when it was opened.
    let findings: Int
    /// Whether anything was run there since it was as new.
    var isUsed = true
    /// Whether something may have been set there that can't be taken back.
    var isSpoilt = false
  }

  /// Takes on a clone. It may have been used already: the counters of a new database stand at 0.
  ///
  /// - Parameters:
  ///   - administrator: Where the tool connects to it.
  ///   - visitor: Where it connects to it as the tests do.
  ///   - roles: Puts back what a test has set for its roles.
  ///   - sessionsBefore: How many sessions of the tool's own, which only read, there were already.
  ///   - hasKeepers: Whether sessions of this tool have connections of their own here, since it is no clone: then it is right as
  ///     it is.
  ///   - isForReading: Whether tests only read in it, for which something has been changed: then it is right as it is, too.
  init(
    database: String, administrator: DSN, visitor: DSN, roles: RoleKeeper, contents: TemplateContents,
    sessionsBefore: Int, hasKeepers: Bool = false, isForReading: Bool = false
  ) async throws {
    self.database = database
    self.isForReading = isForReading
    self.roles = roles
    visitorDSN = visitor
    connection = try await Connection.open(administrator)
    do {
      let (books, question, isUnused) = try await connection.exclusively { connection in
        let books = try MemberBooks(
          opening: connection, contents: contents, sessionsBefore: sessionsBefore, hasKeepers: hasKeepers,
          isReady: hasKeepers || isForReading)
        return (books, try books.question(connection), books.isUnused)
      }
      self.books = books
      self.isUnused = isUnused
      method = books.method
      state = Locked(State(question: question))
    } catch {
      await connection.close()
      throw error
    }
  }

  /// The lease that has it, or had it last.
  var lease: LeaseToken? { state.withLock { $0.lease } }

  /// Whether nobody is to have it any more.
  var isRetired: Bool { state.withLock { $0.isRetired } }

  /// Says that a client of an earlier test has turned up in it, which may do so again and again, and disturb others.
  func retire() { state.withLock { $0.isRetired = true } }

  /// Whom it is handed out to.
  func handOut(to lease: LeaseToken) { state.withLock { $0.lease = lease } }

  /// Whether nothing was changed and nobody is connected: one round trip, for the most part.
  func isClean() async -> Bool {
    noted((try? await connection.exclusively { self.askIfClean($0) }) ?? false)
  }

  /// The same for a thread that may wait that long: with nobody to be woken but the server it takes half the time.
  func isCleanHere() -> Bool {
    let eagerness: Duration = .microseconds(150)
    return noted(
      (try? connection.exclusivelyHere(timeout: .seconds(5), eagerness: eagerness) { askIfClean($0) }) ?? false)
  }

  private func askIfClean(_ connection: ExclusiveConnection) -> Bool {
    spoilVisitor()
    var (question, visitor) = state.withLock { ($0.question, $0.visitor) }
    if visitor?.isSpoilt == true { return false }
    // Where others than this database's test have set something for roles, the one who takes it has nothing of that.
    let isClean =
      (try? question.ask(connection, besides: visitor?.process ?? 0) { roles.putBack(connection, after: nil) }) ?? false
    state.withLock { $0.question = question }
    return isClean
  }

  private func noted(_ isClean: Bool) -> Bool {
    // It may be the visitors' connection that is not there any more, which shows when it is used.
    if !isClean { state.withLock { $0.visitor?.isUsed = true } }
    return isClean
  }

  /// Waits until all clients have gone, ends those that stay, and puts the database back, if it can be proved that this
  /// leads to what the template is.
  ///
  /// - Parameters:
  ///   - recentTables: Where to look first for what was changed.
  ///   - recentSequences: Where to look first.
  ///   - silent: Told as soon as nobody is connected any more, with the clients that had to be ended.
  ///   - done: Told what there was to put back; after ``Proof/unproved(_:)`` the database is of no use any more.
  func putBack(
    recentTables: [UInt32], recentSequences: [UInt32], silent: @escaping @Sendable ([EndedConnection]) -> Void,
    done: @escaping @Sendable (Proof) -> Void
  ) {
    spoilVisitor()
    let (visitor, wasClean, isVisited) = state.withLock { ($0.visitor, $0.wasClean, $0.isVisited) }
    connection.enqueue { [self] connection in
      // Where nobody came there is nothing to prove. Somebody did, too, whose connection of ours was lost.
      if wasClean, !isVisited, visitor?.isUsed != true, askIfClean(connection) {
        silent([])
        return .clean
      }
      let presence = visitor.map(Self.makeAsNew) ?? .absent
      // Where it could not be made as new, its process may not have noticed yet that it was closed.
      if case .closed(let process) = presence, visitor?.isSpoilt != true {
        _ = try? connection.query(PoolStatements.end, [String(process)])
      }
      let session = MemberSession(
        connection, contents: books.contents, visitor: presence, hasKeepers: books.hasKeepers)
      let (ended, counters) = session.awaitSilence(
        tables: recentTables, sequences: recentSequences, scans: books.scans)
      // Before the test hears that it has ended, so that none that comes after it finds it.
      if let counters, books.isWrittenWhereRolesStand(counters) { roles.putBack(connection, after: lease) }
      silent(ended)
      let proof =
        counters.map {
          books.reset(session, from: $0, recent: (Set(recentTables), Set(recentSequences)), isVisited: isVisited)
        }
        ?? .unproved(.connectionLost)
      let question = try books.question(connection)
      state.withLock { state in
        state.question = question
        state.wasClean = proof == .clean
        state.isVisited = false
        if case .closed = presence { state.visitor = nil } else { state.visitor?.isUsed = false }
      }
      return proof
    } completion: { proof in
      done((try? proof.get()) ?? .unproved(.connectionLost))
    }
  }

  /// Everything there is in it, to compare others with.
  func image() async throws -> DatabaseImage { try await DatabaseImage.pristine(connection) }

  /// How it differs from another one.
  func differences(from image: DatabaseImage) async throws -> [String] { try await image.differences(connection) }

  /// Ends what would keep the database from being dropped.
  func freeForDrop() async { await DropObstacles.remove(connection) }

  /// Looks at the roles where the database itself is not put back.
  func putRolesBack() async {
    _ = try? await connection.exclusively { [self] in roles.putBack($0, after: lease) }
  }

  /// Does a piece of work on the tool's own connection.
  func exclusively<Result: Sendable>(
    _ work: @escaping @Sendable (ExclusiveConnection) throws -> Result
  ) async throws -> Result {
    try await connection.exclusively(work)
  }

  /// Whether anything has been written in it since it was put back, as far as it is counted yet.
  func hasBeenWritten(after lease: LeaseToken) async -> Bool? {
    try? await connection.exclusively { [self] connection in
      let (written, isWhereRolesStand) = try books.written(connection)
      if isWhereRolesStand { roles.putBack(connection, after: lease) }
      return written
    }
  }

  /// Ends a process that is connected to it.
  func end(_ process: String) async { _ = try? await connection.query(PoolStatements.end, [process]) }

  /// Closes the tool's connections.
  func close() async {
    await state.withLock { $0.visitor }?.connection.close()
    await connection.close()
  }

  /// Has the visitors' connection closed that may have what some test had set for its role.
  private func spoilVisitor() {
    let findings = roles.findings
    state.withLock { state in
      if let visitor = state.visitor, visitor.findings != findings { state.visitor?.isSpoilt = true }
    }
  }

  /// The connection for what a test has run here; kept from one test to the next.
  ///
  /// - Parameter sql: What will be run.
  func visit(_ sql: String) async throws -> Connection {
    let connection = try await visit()
    if books.contents.functionsSetSettings || CustomSettings.mayBeSet(by: sql) {
      state.withLock { $0.visitor?.isSpoilt = true }
    }
    return connection
  }

  /// The same where nothing is set.
  func visit() async throws -> Connection {
    let known = state.withLock { state in
      state.visitor?.isUsed = true
      state.isVisited = true
      return state.visitor
    }
    if let known { return known.connection }
    let findings = roles.findings
    let opened = try await Connection.open(visitorDSN)
    let process = try await opened.query(PoolStatements.ownProcess).firstValue.flatMap { Int32($0) } ?? 0
    // Another task of the test may have been faster.
    let (kept, isOurs) = state.withLock { state in
      if let visitor = state.visitor { return (visitor.connection, false) }
      state.visitor = Visitor(connection: opened, process: process, findings: findings)
      return (opened, true)
    }
    if !isOurs { await opened.close() }
    return kept
  }

  /// Forgets that connection, which was lost: the next visit makes another one.
  func forgetVisit() { state.withLock { $0.visitor = nil } }

  /// Ends what runs on that connection.
  func interruptVisit() async {
    guard let visitor = state.withLock({ $0.visitor }) else { return }
    _ = try? await connection.query(PoolStatements.end, [String(visitor.process)])
  }

  /// Makes the visitors' connection as new, and has what it did counted.
  ///
  /// - Returns: What is known of it then. A connection that can't be made as new is closed: as its backend ends, that has
  ///   its counters added, too.
  private static func makeAsNew(_ visitor: Visitor) -> VisitorPresence {
    guard visitor.isUsed || visitor.isSpoilt else { return .likely(process: visitor.process) }
    do {
      try visitor.connection.exclusivelyHere(timeout: .seconds(5)) { connection in
        do {
          if visitor.isSpoilt { return connection.close() }
          if try connection.isInTransaction { try connection.execute("ROLLBACK") }
          try connection.execute(PoolStatements.asNew)
        } catch {
          connection.close()
          throw error
        }
      }
      return visitor.isSpoilt ? .closed(process: visitor.process) : .certain(process: visitor.process)
    } catch { return .closed(process: visitor.process) }
  }
}
