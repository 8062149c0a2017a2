internal import Dispatch
internal import LeaseProtocol
internal import Supervision

/// A test process that is connected.
final class LeaseClient: Sendable {
  private let identifier: UInt64
  private let desk: LeaseDesk
  private let outbox: LocalSocketWriter
  private let slow = Locked(Slow())
  /// What is being answered.
  private let underWay = DispatchGroup()

  /// The requests that are answered by tasks.
  private struct Slow {
    var tasks: [UInt64: Task<Void, Never>] = [:]
    var isGone = false
    /// How many databases come back.
    var unhurried = 0
  }

  /// - Parameters:
  ///   - descriptor: Its socket.
  ///   - identifier: What tells it from others.
  init(_ descriptor: Int32, identifier: UInt64, desk: LeaseDesk) {
    self.identifier = identifier
    self.desk = desk
    outbox = LocalSocketWriter(descriptor)
  }

  /// Answers what came as a line, while other requests are being answered; called by the one thread that reads.
  func receive(_ line: [UInt8]) {
    guard let request = try? line.withUnsafeBytes({ try LeaseRequest(line: $0) }) else {
      // There is no number to answer to.
      return outbox.hangUp()
    }
    underWay.enter()
    switch request.action {
    case .take(let take):
      if let lease = desk.takeAtOnce(take, for: identifier) { return finish(request, .lease(lease)) }
    case .release(let release):
      slow.withLock { $0.unhurried += 1 }
      if desk.takeBackAtOnce(release, reply: { self.finish(request, $0) }) { return }
      slow.withLock { $0.unhurried -= 1 }
    default: break
    }
    answerByTask(request)
  }

  private func answerByTask(_ request: LeaseRequest) {
    slow.withLock { state in
      let task = Task {
        let outcome = await desk.answer(request.action, to: identifier)
        _ = slow.withLock { $0.tasks.removeValue(forKey: request.id) }
        finish(request, outcome)
      }
      if state.isGone { task.cancel() }
      state.tasks[request.id] = task
    }
  }

  private func finish(_ request: LeaseRequest, _ outcome: LeaseReply.Outcome) {
    outbox.send(LeaseReply(id: request.id, outcome: outcome).line)
    if case .lease = outcome { desk.databases.pool.beginWaitingResets() }
    underWay.leave()
  }

  private func finish(_ request: LeaseRequest, _ released: LeaseReply.Released) {
    outbox.sendLater(LeaseReply(id: request.id, outcome: .released(released)).line)
    slow.withLock { $0.unhurried -= 1 }
    underWay.leave()
  }

  /// What is done where the process asks for nothing for a moment: to be woken for an answer that can wait, or while it
  /// waits for a database, would cost it more than all the rest.
  var pause: DescriptorReader.Pause {
    let pool = desk.databases.pool
    return DescriptorReader.Pause(milliseconds: 1) {
      // Most processes that give a database back ask for the next one at once.
      pool.hasWaitingResets ? .microseconds(100) : .zero
    } isWanted: {
      self.slow.withLock { $0.unhurried > 0 } || self.outbox.hasUnsent
    } body: {
      self.desk.databases.pool.beginWaitingResets()
      self.outbox.flush()
    }
  }

  /// Says that nothing can be sent any more; to be called before the descriptor is closed.
  func disconnect() { outbox.close() }

  /// Gives up what is still being answered, and takes back what the process has.
  func leave() async {
    // Nobody who could take another database first is there any more.
    desk.databases.pool.beginWaitingResets()
    let tasks = slow.withLock { state in
      state.isGone = true
      return Array(state.tasks.values)
    }
    for task in tasks { task.cancel() }
    // First what it has: what is still being answered may wait for just that.
    await desk.takeBackAll(of: identifier)
    await withCheckedContinuation { continuation in underWay.notify(queue: .global()) { continuation.resume() } }
    await desk.takeBackAll(of: identifier)
    desk.book.withLock { $0.clientHasGone(identifier) }
  }
}
