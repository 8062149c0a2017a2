internal import LibPQ

/// The databases that tests take and give back.
///
/// A database that comes back is reset in the background and goes to the end of the queue. That it is clean is
/// proved again when it is taken, and that alone is what a test relies on. Where a reset is not possible, the
/// database is thrown away and another one is cloned.
actor Pool {
  /// Makes a clone, as the member of that number, and drops one.
  struct Workshop: Sendable {
    let make: @Sendable (Int) async throws -> Member
    let drop: @Sendable (Member) async -> Void
  }

  /// What the pool has done.
  struct Statistics: Sendable, Hashable {
    /// Databases handed out.
    var takes = 0
    /// Databases made.
    var clones = 0
    /// Databases that came back unchanged.
    var unchanged = 0
    /// Databases that were put back.
    var resets = 0
    /// Databases that were thrown away, and why.
    var discarded: [Proof.Reason: Int] = [:]
  }

  private let workshop: Workshop
  private let limit: Int
  /// Ready to be taken, the one that has been ready longest first.
  private var ready: [Member] = []
  private var waiting: [Waiter] = []
  /// How many there are: ready, taken, being put back and being made.
  private var count = 0
  /// How many are being put back.
  private var resetting = 0
  /// How many are being made.
  private var making = 0
  private var lastNumber = 0
  private var recentTables = Recent(limit: 12)
  private var recentSequences = Recent(limit: 12)
  private var background: [Int: Task<Void, Never>] = [:]
  private var lastBackground = 0
  private var isClosed = false
  private(set) var statistics = Statistics()

  private struct Waiter {
    let identifier: UInt64
    let continuation: CheckedContinuation<Member, any Error>
  }

  private var lastWaiter: UInt64 = 0

  /// How many databases are made at the same time. Each keeps a core and the disk busy for a while, and meanwhile
  /// those that are there come back from short tests.
  private static let makingLimit = 2

  /// How long clients may take to go once their test has ended, before they are ended.
  static let grace: Duration = .milliseconds(250)

  /// - Parameter limit: How many databases there may be at the same time.
  init(workshop: Workshop, limit: Int) {
    self.workshop = workshop
    self.limit = limit
  }

  /// A clean database that is nobody else's; waits until there is one.
  func take() async throws -> Member {
    while true {
      let member = try await next()
      if await member.isClean() {
        statistics.takes += 1
        // Made ahead of need: the next one who comes shall not wait for it.
        if ready.isEmpty && resetting == 0 && making == 0 { grow() }
        return member
      }
      // A client of an earlier test has come back since it was put back.
      putBack(member, leaked: { _ in })
    }
  }

  /// Takes a database back.
  ///
  /// - Parameter leaked: Told the last queries of the clients that had to be ended, once that is known.
  func giveBack(_ member: Member, leaked: @escaping @Sendable ([String]) -> Void) {
    putBack(member, leaked: leaked)
  }

  /// Goes on without a database that is to stay as it is.
  func leave(_ member: Member) async {
    await member.close()
    wasDiscarded()
  }

  /// Takes a database back that nobody is to have any more.
  func discard(_ member: Member) {
    inBackground { pool in
      await self.workshop.drop(member)
      await pool.wasDiscarded()
    }
  }

  private func wasDiscarded() {
    count -= 1
    growForWaiting()
  }

  /// Begins to make a database where there is none.
  func warmUp() { if count == 0 { grow() } }

  /// Waits for what is under way, and closes the connections to what is ready.
  func close() async {
    isClosed = true
    for waiter in waiting { waiter.continuation.resume(throwing: CancellationError()) }
    waiting = []
    for task in background.values { await task.value }
    for member in ready { await member.close() }
    ready = []
  }

  private func next() async throws -> Member {
    if isClosed { throw CancellationError() }
    if waiting.isEmpty, !ready.isEmpty { return ready.removeFirst() }
    lastWaiter += 1
    let identifier = lastWaiter
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(throwing: CancellationError())
        } else {
          waiting.append(Waiter(identifier: identifier, continuation: continuation))
          growForWaiting()
        }
      }
    } onCancel: {
      Task { await self.giveUp(identifier) }
    }
  }

  private func giveUp(_ identifier: UInt64) {
    guard let index = waiting.firstIndex(where: { $0.identifier == identifier }) else { return }
    waiting.remove(at: index).continuation.resume(throwing: CancellationError())
  }

  private func isReady(_ member: Member) {
    if waiting.isEmpty { ready.append(member) } else { waiting.removeFirst().continuation.resume(returning: member) }
  }

  /// Makes more databases where more tests wait than databases are about to come back.
  private func growForWaiting() {
    while waiting.count > resetting + making, making < Self.makingLimit, grow() {}
  }

  /// Makes one more database in the background, if there may be one more.
  @discardableResult
  private func grow() -> Bool {
    guard count < limit, !isClosed else { return false }
    count += 1
    making += 1
    lastNumber += 1
    let number = lastNumber
    inBackground { pool in
      do {
        let member = try await self.workshop.make(number)
        await pool.made(member)
      } catch {
        await pool.notMade(error)
      }
    }
    return true
  }

  private func made(_ member: Member) {
    statistics.clones += 1
    making -= 1
    isReady(member)
    growForWaiting()
  }

  /// Without any database, whoever waits would wait for ever.
  private func notMade(_ error: any Error) {
    making -= 1
    count -= 1
    guard count == 0 else { return }
    for waiter in waiting { waiter.continuation.resume(throwing: error) }
    waiting = []
  }

  private func putBack(_ member: Member, leaked: @escaping @Sendable ([String]) -> Void) {
    resetting += 1
    let tables = recentTables.oids
    let sequences = recentSequences.oids
    inBackground { pool in
      await member.endVisit()
      leaked(await Self.awaitSilence(member))
      await pool.wasPutBack(member, await member.reset(recentTables: tables, recentSequences: sequences))
    }
  }

  /// Waits for the clients to go, and ends those that stay.
  private static func awaitSilence(_ member: Member) async -> [String] {
    let deadline = ContinuousClock.now + grace
    while let connections = try? await member.connections(), connections > 0 {
      guard ContinuousClock.now < deadline else { return (try? await member.endConnections()) ?? [] }
      try? await Task.sleep(for: .microseconds(500))
    }
    return []
  }

  private func wasPutBack(_ member: Member, _ proof: Proof) async {
    resetting -= 1
    switch proof {
    case .clean:
      statistics.unchanged += 1
      isReady(member)
    case .touched(let tables, let sequences):
      statistics.resets += 1
      recentTables.use(tables)
      recentSequences.use(sequences)
      isReady(member)
    case .unproved(let reason):
      statistics.discarded[reason, default: 0] += 1
      count -= 1
      // In its place, before somebody waits for it.
      if making < Self.makingLimit { grow() }
      await workshop.drop(member)
    }
  }

  private func inBackground(_ work: @escaping @Sendable (Pool) async -> Void) {
    lastBackground += 1
    let identifier = lastBackground
    background[identifier] = Task {
      await work(self)
      self.ended(identifier)
    }
  }

  private func ended(_ identifier: Int) { background[identifier] = nil }
}
