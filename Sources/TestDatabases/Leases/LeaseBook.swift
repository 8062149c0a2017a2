internal import LeaseProtocol

/// Which test has which database, as the ``LeaseDesk`` writes it down; touched under its lock.
struct LeaseBook {
  /// A database that a test has.
  struct Taken: Sendable {
    let member: Member
    let kind: LeaseKind
    let client: UInt64
    /// The test's name.
    let test: String
    /// The lease that the test had already.
    let within: LeaseToken?
    /// What the server logs from then on is about this test or about others that run meanwhile.
    let log: ServerLog.Place?
  }

  private var leases: [LeaseToken: Taken] = [:]
  /// Those that have ended of tests that only read, whose clients may still be there; the database has others all the time.
  private var leaving: [LeaseToken: Taken] = [:]
  /// The last queries of clients of earlier tests that turned up in a database.
  private var strangers: [LeaseToken: [String]] = [:]
  /// How many statements run in a database that a test has.
  private var visits: [LeaseToken: Int] = [:]
  /// The leases of tests that wait for another database, by what they are to have.
  private var waits: [LeaseToken: LeaseToken] = [:]
  /// Those in whose databases somebody looks for clients of earlier tests.
  private var looked: Set<LeaseToken> = []
  private var letters: [LetterKey: LeaseLetter] = [:]
  private var lastClient: UInt64 = 0
  private var clients: Set<UInt64> = []
  private var isPatrolled = false
  private var isClosed = false

  private struct LetterKey: Hashable {
    let database: String
    let kind: LeaseKind
  }

  /// The names of the tests that have a database.
  var tests: [String] { Set(leases.values.map(\.test)).sorted() }

  mutating func newClient() -> UInt64 {
    lastClient += 1
    clients.insert(lastClient)
    return lastClient
  }

  /// A process has gone, and all that it had is back.
  mutating func clientHasGone(_ client: UInt64) { clients.remove(client) }

  /// Whether any process is there, or has something that is not back yet.
  var hasClients: Bool { !clients.isEmpty }

  mutating func add(_ token: LeaseToken, _ taken: Taken) { if !isClosed { leases[token] = taken } }

  /// A test begins to wait for a database while it has one.
  ///
  /// - Parameter limit: How many databases there may be in all.
  /// - Throws: ``SessionError`` where all of them belong to tests that wait for others, or the only one to itself: none would
  ///   ever come back.
  mutating func beginWait(_ token: LeaseToken, _ kind: LeaseKind, within: LeaseToken, limit: Int) throws {
    if kind == .shared, hasShared(within) {
      throw SessionError(
        .tooManyLeases, "this test has the session's own database already, and there is no other one of that kind")
    }
    waits[token] = within
    let pooled = leases.filter { $0.value.kind != .shared }
    guard Set(pooled.values.map(\.member.database)).count >= limit else { return }
    var blocked: Set<LeaseToken> = []
    for within in waits.values {
      var next: LeaseToken? = within
      while let token = next, blocked.insert(token).inserted { next = leases[token]?.within }
    }
    guard pooled.keys.allSatisfy(blocked.contains) else { return }
    waits[token] = nil
    if limit == 1 {
      throw SessionError(
        .tooManyLeases, "this test has the only database already: where a run uses an existing one, there is no second")
    }
    throw SessionError(
      .tooManyLeases,
      """
      there may be \(limit) databases at the same time, and each belongs to a test that waits for another one: let fewer \
      tests at once take a second database while they have one, or let them take it in place of the first
      """)
  }

  /// Whether a lease, or one that it is within, is that of the session's own database.
  private func hasShared(_ lease: LeaseToken) -> Bool {
    var seen: Set<LeaseToken> = []
    var next: LeaseToken? = lease
    while let token = next, seen.insert(token).inserted, let taken = leases[token] {
      if taken.kind == .shared { return true }
      next = taken.within
    }
    return false
  }

  /// Whether anybody waits so.
  var isAwaited: Bool { !waits.isEmpty }

  mutating func endWait(_ token: LeaseToken) { waits[token] = nil }

  /// What is said of a database, written when that is said for the first time.
  mutating func letter(_ taken: Taken, _ write: () -> LeaseLetter) -> LeaseLetter {
    let key = LetterKey(database: taken.member.database, kind: taken.kind)
    if let letter = letters[key] { return letter }
    let letter = write()
    letters[key] = letter
    return letter
  }

  /// A lease ends.
  ///
  /// - Throws: ``SessionError`` where it has ended before.
  mutating func remove(_ lease: String) throws -> (LeaseToken, Taken) {
    let found = try find(lease)
    leases[found.0] = nil
    if found.1.kind == .readOnly { leaving[found.0] = found.1 }
    return found
  }

  /// A test that only read has left, with all its clients.
  mutating func hasLeft(_ token: LeaseToken) { leaving[token] = nil }

  /// A lease of the pool's ends in whose database nothing runs; `nil` where it is another one.
  mutating func removePooled(_ lease: String) -> (LeaseToken, Taken)? {
    guard let (token, taken) = try? find(lease), taken.kind == .pooled, !isBusy(token) else { return nil }
    leases[token] = nil
    return (token, taken)
  }

  /// All leases of a client end.
  mutating func removeAll(of client: UInt64) -> [(LeaseToken, Taken)] {
    let its = leases.filter { $0.value.client == client }
    for (token, taken) in its {
      leases[token] = nil
      if taken.kind == .readOnly { leaving[token] = taken }
    }
    return its.map { ($0.key, $0.value) }
  }

  /// Something is to be run in a database that a test has.
  ///
  /// - Throws: ``SessionError`` where it has been given back.
  mutating func beginVisit(_ lease: String) throws -> (LeaseToken, Taken) {
    let found = try find(lease)
    visits[found.0, default: 0] += 1
    return found
  }

  mutating func endVisit(_ token: LeaseToken) { visits[token] = visits[token].flatMap { $0 > 1 ? $0 - 1 : nil } }

  func hasVisits(_ token: LeaseToken) -> Bool { visits[token] != nil }

  /// Whether its database can't be put back yet.
  func isBusy(_ token: LeaseToken) -> Bool { hasVisits(token) || looked.contains(token) }

  /// Whether somebody has to begin to look for clients that come back.
  mutating func beginPatrol() -> Bool {
    defer { isPatrolled = true }
    return !isPatrolled
  }

  /// The databases that tests have, and the leases that they belong to: several where they only read.
  typealias Current = [String: (leases: Set<LeaseToken>, member: Member)]

  /// Somebody looks for clients of earlier tests; a lease that ends meanwhile waits for what is found.
  ///
  /// - Returns: Where to look; `nil` where all is over.
  mutating func beginLook() -> Current? {
    if isClosed { return nil }
    var current: Current = [:]
    for (token, taken) in leases.merging(leaving, uniquingKeysWith: { first, _ in first }) {
      current[taken.member.database, default: ([], taken.member)].leases.insert(token)
    }
    looked = Set(leases.filter { $0.value.kind != .readOnly }.keys)
    return current
  }

  mutating func endLook() { looked = [] }

  /// A client of an earlier test turned up in the database of a lease, which ends no sooner than the look does.
  mutating func note(_ stranger: EndedConnection, in lease: LeaseToken) {
    strangers[lease, default: []].append(stranger.query)
  }

  /// What those had run last that turned up in a lease's database.
  mutating func takeStrangers(_ token: LeaseToken) -> [String] { strangers.removeValue(forKey: token) ?? [] }

  mutating func close() {
    isClosed = true
    leases = [:]
  }

  private func find(_ lease: String) throws -> (LeaseToken, Taken) {
    guard let token = LeaseToken(lease), let taken = leases[token] else {
      throw SessionError(
        .notOurs,
        isClosed ? "the session has ended" : "this database was given back already, when its test ended")
    }
    return (token, taken)
  }
}
