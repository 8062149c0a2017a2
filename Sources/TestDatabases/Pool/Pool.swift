internal import Dispatch
internal import LeaseProtocol

/// The databases that tests take and give back.
///
/// A database that comes back is reset in the background and goes to the end of the queue. That it is clean is
/// proved again when it is taken, and that alone is what a test relies on. Where a reset is not possible, the
/// database is thrown away and another one is cloned.
///
/// It is no actor, since most leases are answered without a task: by the thread that reads the request and that of the
/// member's connection.
final class Pool: Sendable {
  /// Makes a clone, as the member of that number, and drops one.
  struct Workshop: Sendable {
    let make: @Sendable (Int) async throws -> Member
    let drop: @Sendable (Member) async -> Void
    /// Looks once more at one that was put back, and says whether it may be handed out again.
    var check: (@Sendable (Member) async -> Bool)?
  }

  private let workshop: Workshop
  private let state: Locked<PoolState>
  /// Hears of clients of earlier tests that came back to a database that nobody had.
  private let cameBack: @Sendable ([EndedConnection]) -> Void
  /// What goes on while nobody waits for it.
  private let background = DispatchGroup()

  /// How long clients may take to go once their test has ended, before they are ended.
  static let grace: Duration = .milliseconds(250)

  /// - Parameters:
  ///   - limit: How many databases there may be at the same time.
  ///   - nestedLimit: How many there may be for those who have one already; twice as many if not said otherwise.
  ///   - cameBack: Hears of clients of earlier tests that came back to a database that nobody had.
  init(
    workshop: Workshop, limit: Int, nestedLimit: Int? = nil,
    cameBack: @escaping @Sendable ([EndedConnection]) -> Void
  ) {
    self.workshop = workshop
    self.cameBack = cameBack
    state = Locked(PoolState(limit: limit, nestedLimit: nestedLimit ?? 2 * limit))
  }

  /// What the pool has done.
  var statistics: PoolStatistics { state.withLock { $0.statistics } }

  /// Those who wait while databases are being made, if any.
  var shortage: Shortage? { state.withLock { $0.shortage } }

  /// A clean database that is nobody else's; waits until there is one.
  ///
  /// - Parameters:
  ///   - lease: Whom it is for.
  ///   - isNested: Whether whoever asks has one already. He goes first, and there may be more for him than for others: they
  ///     all could wait for what he has.
  func take(for lease: LeaseToken, isNested: Bool = false) async throws -> Member {
    while true {
      let member = try await next(isNested: isNested)
      if handOut(member, to: lease, isClean: await member.isClean()) { return member }
    }
  }

  /// Whether one is ready.
  var isReady: Bool { state.withLock { $0.isReady } }

  /// A clean database, if one is ready; for a thread that may wait for one statement.
  func takeReady(for lease: LeaseToken) -> Member? {
    while let member = state.withLock({ $0.takeReady() }) {
      if handOut(member, to: lease, isClean: member.isCleanHere()) { return member }
    }
    return nil
  }

  private func handOut(_ member: Member, to lease: LeaseToken, isClean: Bool) -> Bool {
    guard isClean, !member.isRetired else {
      // A client of an earlier test has come back since it was put back, or was found there just before.
      let last = member.lease
      giveBack(member, isAwaited: true) { [cameBack] ended in
        if !ended.isEmpty { member.retire() }
        cameBack(ended.map { EndedConnection(lease: $0.lease ?? last, query: $0.query, database: $0.database) })
      }
      return false
    }
    member.handOut(to: lease)
    grow(state.withLock { $0.tookOne() })
    return true
  }

  /// Takes a database back.
  ///
  /// Where another one is ready, the next test's take goes first: for both at once there are too few cores, for the most part.
  ///
  /// - Parameters:
  ///   - isAwaited: Whether somebody waits for this.
  ///   - silent: Told the clients that had to be ended, once nobody is connected any more; it is put back after that.
  func giveBack(
    _ member: Member, isAwaited: Bool = false, silent: @escaping @Sendable ([EndedConnection]) -> Void
  ) {
    background.enter()
    let reset = PoolState.Reset(member: member, silent: silent)
    if let start = state.withLock({ $0.beginReset(reset, mayWait: !isAwaited) }) { begin(start) }
  }

  /// Takes a database back, and gives the clients that had to be ended, once nobody is connected any more.
  func giveBack(_ member: Member) async -> [EndedConnection] {
    await withCheckedContinuation { continuation in
      giveBack(member, isAwaited: true) { continuation.resume(returning: $0) }
    }
  }

  /// Whether databases that came back wait for the next test to take another one first.
  var hasWaitingResets: Bool { state.withLock { $0.hasWaitingResets } }

  /// A test has got its database: now those are put back that have waited for that.
  func beginWaitingResets() { for reset in state.withLock({ $0.beginWaitingResets() }) { begin(reset) } }

  private func begin(_ reset: PoolState.Reset) {
    let member = reset.member
    let (tables, sequences) = state.withLock { $0.recent }
    member.putBack(recentTables: tables, recentSequences: sequences) { ended in
      // Not later: it is ready as soon as it was put back.
      if ended.contains(where: { $0.lease != nil && $0.lease != member.lease }) { member.retire() }
      reset.silent(ended)
    } done: { [self] proof in
      wasPutBack(member, proof)
      background.leave()
    }
  }

  /// Goes on without a database that is to stay as it is.
  func leave(_ member: Member) async {
    await member.close()
    grow(state.withLock { $0.lostOne() })
  }

  /// Takes a database back that nobody is to have any more.
  func discard(_ member: Member) {
    inBackground { [self] in
      await workshop.drop(member)
      grow(state.withLock { $0.lostOne() })
    }
  }

  /// Begins to make a database where there is none.
  func warmUp() { grow(state.withLock { $0.warmUp() }) }

  /// Waits for what is under way, and closes the connections to what is ready.
  func close() async {
    for waiter in state.withLock({ $0.close() }) { waiter.resume(throwing: CancellationError()) }
    beginWaitingResets()
    await withCheckedContinuation { continuation in
      background.notify(queue: .global()) { continuation.resume() }
    }
    for member in state.withLock({ $0.leaveReady() }) { await member.close() }
  }

  /// How many there may be for those who have one already.
  var nestedLimit: Int { state.withLock { $0.nestedLimit } }

  private func next(isNested: Bool) async throws -> Member {
    let identifier = state.withLock { $0.newWaiter() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        // Looked at under the lock: who is cancelled after that finds himself among those who wait.
        let (outcome, numbers) = state.withLock {
          $0.take(PoolState.Waiting(identifier, continuation, isNested: isNested), isCancelled: Task.isCancelled)
        }
        grow(numbers)
        guard let outcome else { return beginWaitingResets() }
        continuation.resume(with: outcome)
      }
    } onCancel: {
      state.withLock { $0.giveUp(identifier) }?.resume(throwing: CancellationError())
    }
  }

  /// Makes databases in the background.
  ///
  /// - Parameter numbers: Theirs.
  private func grow(_ numbers: [Int]) {
    for number in numbers {
      inBackground { [self] in
        do {
          let start = ContinuousClock.now
          let member = try await workshop.make(number)
          let time = ContinuousClock.now - start
          let (waiter, numbers) = state.withLock { $0.made(member, in: time) }
          waiter?.resume(returning: member)
          grow(numbers)
        } catch {
          // Without a database that comes back, whoever waits would wait for ever.
          for waiter in state.withLock({ $0.notMade() }) { waiter.resume(throwing: error) }
        }
      }
    }
  }

  private func wasPutBack(_ member: Member, _ proof: Proof) {
    if case .unproved(let reason) = proof { return lose(member, reason) }
    if member.isRetired { return lose(member, .clientCameBack) }
    guard let check = workshop.check else { return isReady(member, proof) }
    inBackground { [self] in
      if await check(member) { isReady(member, proof) } else { lose(member, .polluted) }
    }
  }

  private func isReady(_ member: Member, _ proof: Proof) {
    state.withLock { $0.wasReset(member, proof) }?.resume(returning: member)
  }

  private func lose(_ member: Member, _ reason: Proof.Reason) {
    // In its place, before somebody waits for it.
    grow(state.withLock { $0.lostOne(reason) })
    inBackground { [self] in await workshop.drop(member) }
  }

  private func inBackground(_ work: @escaping @Sendable () async -> Void) {
    background.enter()
    Task {
      await work()
      background.leave()
    }
  }
}
