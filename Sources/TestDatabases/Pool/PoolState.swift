/// What a ``Pool`` has, and who waits for it; touched under the pool's lock.
///
/// Where it says which members to make, these count as being made from then on.
struct PoolState {
  typealias Waiter = CheckedContinuation<Member, any Error>

  /// A database that came back.
  struct Reset: Sendable {
    let member: Member
    /// Told the clients that had to be ended.
    let silent: @Sendable ([EndedConnection]) -> Void
  }

  /// Somebody who waits for a database.
  struct Waiting {
    let identifier: UInt64
    let continuation: Waiter
    /// Whether he has one already.
    let isNested: Bool
    /// Since when he waits, where he would not have to with three databases.
    var hurriedSince: ContinuousClock.Instant?

    init(_ identifier: UInt64, _ continuation: Waiter, isNested: Bool) {
      self.identifier = identifier
      self.continuation = continuation
      self.isNested = isNested
    }
  }

  private let limit: Int
  /// How many there may be for those who have one already.
  let nestedLimit: Int
  /// Ready to be taken, the one that has been ready longest first.
  private var ready: [Member] = []
  /// Those who have one already come first.
  private var waiting: [Waiting] = []
  /// How many there are: ready, taken, being put back and being made.
  private var count = 0
  /// How many are being put back, or wait for that.
  private var resetting = 0
  private var waitingResets: [Reset] = []
  /// How long they had to wait who would not have with three.
  private var hurriedWaits: Duration = .zero
  /// How many are being made.
  private var making = 0
  /// Since when none that was being made has been finished.
  private var makingSince: ContinuousClock.Instant?
  /// How long it took to make the last one.
  private var makingTime: Duration = .zero
  private var lastNumber = 0
  private var lastWaiter: UInt64 = 0
  private var recentTables = Recent(limit: 6)
  private var recentSequences = Recent(limit: 6)
  private var isClosed = false
  private(set) var statistics = PoolStatistics()

  /// How many databases are made at the same time. Each keeps a core and the disk busy for a while, and meanwhile
  /// those that are there come back from short tests.
  private static let makingLimit = 2

  init(limit: Int, nestedLimit: Int) {
    self.limit = limit
    self.nestedLimit = nestedLimit
  }

  /// Those who wait while databases are being made; `nil` where nobody does, or where others that come back are waited for.
  var shortage: Shortage? {
    guard let makingSince, making > 0, !waiting.isEmpty else { return nil }
    return Shortage(tests: waiting.count, databases: count - making, time: .now - makingSince)
  }

  /// Whether one is ready that nobody waits for.
  var isReady: Bool { waiting.isEmpty && !ready.isEmpty && !isClosed }

  /// One that is ready, where nobody waits for it.
  mutating func takeReady() -> Member? { isReady ? ready.removeFirst() : nil }

  /// One was proved to be clean, and taken. Says which to make ahead of need: the next one who comes shall not wait.
  mutating func tookOne() -> [Int] {
    ready.isEmpty && resetting == 0 && making == 0 ? grow() : []
  }

  mutating func newWaiter() -> UInt64 {
    lastWaiter += 1
    return lastWaiter
  }

  /// One for whoever asks; without an outcome he has to wait.
  mutating func take(_ waiter: Waiting, isCancelled: Bool) -> (outcome: Result<Member, any Error>?, make: [Int]) {
    if isClosed || isCancelled { return (.failure(CancellationError()), []) }
    if let member = takeReady() { return (.success(member), []) }
    let place = waiter.isNested ? waiting.firstIndex { !$0.isNested } : nil
    let isHurried = count == 2 && resetting == 2
    var waiter = waiter
    if isHurried { waiter.hurriedSince = .now }
    waiting.insert(waiter, at: place ?? waiting.endIndex)
    let numbers = growForWaiting()
    return (nil, numbers.isEmpty && isHurried ? growForHurry() : numbers)
  }

  /// One more where tests one after the other are faster than databases are put back: then three take turns, not two.
  private mutating func growForHurry() -> [Int] {
    // With no knowledge of how many tests are to come, that is worth it once as much was lost by waiting as will be by making
    // it. That slows tests down by a part of the time it takes, for most of which the server waits for the disk: with 500
    // tables it used a core for 0.4 s of 1.5 s, and there are two cores at least.
    guard hurriedWaits > makingTime / 4 else { return [] }
    hurriedWaits = .zero
    return grow()
  }

  /// Somebody waits no more; `nil` where he has got what he waited for.
  mutating func giveUp(_ identifier: UInt64) -> Waiter? {
    guard let index = waiting.firstIndex(where: { $0.identifier == identifier }) else { return nil }
    return waiting.remove(at: index).continuation
  }

  /// One comes back.
  ///
  /// - Parameter mayWait: Whether it may wait until another one has been taken, where one is ready.
  /// - Returns: What is to be put back at once.
  mutating func beginReset(_ reset: Reset, mayWait: Bool) -> Reset? {
    resetting += 1
    guard mayWait, isReady else { return reset }
    waitingResets.append(reset)
    return nil
  }

  var hasWaitingResets: Bool { !waitingResets.isEmpty }

  /// What has waited and is to be put back now.
  mutating func beginWaitingResets() -> [Reset] {
    defer { waitingResets = [] }
    return waitingResets
  }

  /// Where to look first for what was changed.
  var recent: (tables: [UInt32], sequences: [UInt32]) { (recentTables.oids, recentSequences.oids) }

  /// One was put back: for whoever waits, or else for whoever comes.
  mutating func wasReset(_ member: Member, _ proof: Proof) -> Waiter? {
    resetting -= 1
    if case .touched(let tables, let sequences) = proof {
      statistics.resets += 1
      recentTables.use(tables)
      recentSequences.use(sequences)
    } else {
      statistics.unchanged += 1
    }
    return makeReady(member)
  }

  /// One could not be put back, and goes.
  mutating func lostOne(_ reason: Proof.Reason) -> [Int] {
    resetting -= 1
    statistics.discarded[reason, default: 0] += 1
    count -= 1
    let inItsPlace = making < Self.makingLimit ? grow() : []
    return inItsPlace.isEmpty ? growForWaiting() : inItsPlace
  }

  /// One that was taken does not come back.
  mutating func lostOne() -> [Int] {
    count -= 1
    return growForWaiting()
  }

  /// Says which to make where there is none.
  mutating func warmUp() -> [Int] { count == 0 ? grow() : [] }

  mutating func made(_ member: Member, in time: Duration) -> (waiter: Waiter?, make: [Int]) {
    statistics.clones += 1
    makingTime = time
    making -= 1
    makingSince = .now
    return (makeReady(member), growForWaiting())
  }

  /// One could not be made. Without any, those who wait would wait for ever.
  mutating func notMade() -> [Waiter] {
    making -= 1
    count -= 1
    if count == 0 { return leaveWaiting() }
    // So would those who wait for what each other has.
    guard resetting + making == 0 else { return [] }
    defer { waiting.removeAll { $0.isNested } }
    return waiting.filter(\.isNested).map(\.continuation)
  }

  /// Nothing is handed out any more.
  mutating func close() -> [Waiter] {
    isClosed = true
    return leaveWaiting()
  }

  mutating func leaveReady() -> [Member] {
    defer { ready = [] }
    return ready
  }

  private mutating func leaveWaiting() -> [Waiter] {
    defer { waiting = [] }
    return waiting.map(\.continuation)
  }

  private mutating func makeReady(_ member: Member) -> Waiter? {
    if !waiting.isEmpty {
      let first = waiting.removeFirst()
      if let start = first.hurriedSince { hurriedWaits += .now - start }
      return first.continuation
    }
    ready.append(member)
    return nil
  }

  /// Makes more where more tests wait than databases are about to come back.
  private mutating func growForWaiting() -> [Int] {
    var numbers: [Int] = []
    let nested = waiting.count { $0.isNested }
    while waiting.count > resetting + making, making < Self.makingLimit {
      let more = grow(upTo: nested > resetting + making ? nestedLimit : limit)
      if more.isEmpty { break }
      numbers += more
    }
    return numbers
  }

  /// One more, if there may be one more.
  private mutating func grow(upTo limit: Int? = nil) -> [Int] {
    guard count < limit ?? self.limit, !isClosed else { return [] }
    if making == 0 { makingSince = .now }
    count += 1
    making += 1
    lastNumber += 1
    return [lastNumber]
  }
}
