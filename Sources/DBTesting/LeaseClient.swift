internal import Dispatch
internal import Foundation
internal import LeaseProtocol

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A connection to the lease server, over which any number of tasks ask at the same time.
///
/// A task that asks writes its request itself, and sleeps; one thread reads the replies and wakes those whom
/// they are for. The two locks are apart, so that the reader goes on while a writer waits for the server.
final class LeaseClient: Sendable {
  let socket: UnixSocket
  /// Where the server listens.
  let path: String
  private let sending = NSLock()
  private let state = Locked(State())
  /// What still goes on after its test has ended.
  let followUps = FollowUps()
  /// What the test has that XCTest runs, which runs one at a time in a process.
  let held = Locked<[TestDatabase]>([])

  private struct State {
    var lastID: UInt64 = 0
    var waiting: [UInt64: Asker] = [:]
    /// What was answered before anybody looked.
    var arrived: [UInt64: LeaseReply.Outcome] = [:]
    /// Why nothing can be asked any more.
    var end: TestDatabaseError?
  }

  /// Whom a reply is for.
  private enum Asker {
    case task(CheckedContinuation<LeaseReply.Outcome, any Error>)
    /// A task that looks for the answer later.
    case somebodyLater
    /// A task that has been cancelled meanwhile: a database that comes for it must go back.
    case nobody

    func fail(_ error: any Error) {
      switch self {
      case .task(let continuation): continuation.resume(throwing: error)
      case .somebodyLater, .nobody: break
      }
    }
  }

  /// Connects to the lease server that listens on a socket.
  ///
  /// - Throws: ``TestDatabaseError``.
  init(path: String) throws(TestDatabaseError) {
    self.path = path
    do { socket = try UnixSocket(connectingTo: path) } catch {
      throw TestDatabaseError(.serverGone, Self.gone("its socket '\(path)' can't be reached: \(error)"))
    }
    // Nobody waits for the answer: where the versions differ, it ends the conversation.
    post(.hello(LeaseRequest.Hello()))
    DispatchQueue(label: "DBTesting.LeaseClient").async { self.readReplies() }
  }

  // Only here, where nobody uses it any more: the number of a closed descriptor is somebody else's soon.
  deinit { close(socket.descriptor) }

  /// Ends the conversation.
  func disconnect() { socket.disconnect() }

  /// Asks, and waits for the answer.
  ///
  /// - Parameter abandoning: True where a cancelled task need not wait for the answer.
  /// - Throws: ``TestDatabaseError`` where the server is gone, and `CancellationError`.
  func outcome(of action: LeaseRequest.Action, abandoning: Bool) async throws -> LeaseReply.Outcome {
    if abandoning { try Task.checkCancellation() }
    let id = nextID()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        ask(LeaseRequest(id: id, action: action), for: .task(continuation))
        // Cancelled before the reply had an asker: the handler below found nobody.
        if abandoning && Task.isCancelled { abandon(id) }
      }
    } onCancel: {
      if abandoning { abandon(id) }
    }
  }

  /// Asks, and goes on; the answer is there for whoever looks for it once.
  func request(_ action: LeaseRequest.Action) -> Reply {
    let id = nextID()
    ask(LeaseRequest(id: id, action: action), for: .somebodyLater)
    return Reply(client: self, id: id)
  }

  /// An answer that may not be there yet.
  struct Reply: Sendable {
    fileprivate let client: LeaseClient
    fileprivate let id: UInt64

    /// Waits for the answer, also in a task that is cancelled.
    ///
    /// - Throws: ``TestDatabaseError`` where the server is gone.
    func outcome() async throws -> LeaseReply.Outcome {
      try await withCheckedThrowingContinuation { client.give(id, to: $0) }
    }
  }

  /// Gives an answer that came, or will come, to a task.
  private func give(_ id: UInt64, to continuation: CheckedContinuation<LeaseReply.Outcome, any Error>) {
    let known: Result<LeaseReply.Outcome, any Error>? = state.withLock { state in
      if let outcome = state.arrived.removeValue(forKey: id) { return .success(outcome) }
      if let end = state.end { return .failure(end) }
      state.waiting[id] = .task(continuation)
      return nil
    }
    if let known { continuation.resume(with: known) }
  }

  /// Whether an answer is there that nobody has looked for yet.
  func hasArrived(_ reply: Reply) -> Bool { state.withLock { $0.arrived[reply.id] != nil } }

  /// Asks for something whose answer nobody waits for.
  private func post(_ action: LeaseRequest.Action) { ask(LeaseRequest(id: nextID(), action: action), for: .nobody) }

  private func nextID() -> UInt64 {
    state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
  }

  private func ask(_ request: LeaseRequest, for asker: Asker) {
    let end = state.withLock { state in
      if state.end == nil { state.waiting[request.id] = asker }
      return state.end
    }
    if let end { return asker.fail(end) }
    let line = request.line
    let sent = sending.withLock { line.withUnsafeBytes { socket.transmit($0) } }
    if !sent { finish(Self.lost) }
  }

  private func abandon(_ id: UInt64) {
    let asker = state.withLock { state in
      state.waiting[id].map { asker in
        state.waiting[id] = .nobody
        return asker
      }
    }
    if case .task(let continuation)? = asker { continuation.resume(throwing: CancellationError()) }
  }

  /// Hands on a reply; called by the reader.
  func receive(_ reply: LeaseReply) {
    let asker = state.withLock { state in
      let asker = state.waiting.removeValue(forKey: reply.id)
      if case .somebodyLater? = asker { state.arrived[reply.id] = reply.outcome }
      return asker
    }
    switch (asker, reply.outcome) {
    case (.task(let continuation), let outcome): continuation.resume(returning: outcome)
    case (.nobody, .lease(let lease)):
      // Not on this thread, which must not wait for the server to read.
      Task { post(.release(LeaseRequest.Release(lease: lease.token, failed: false))) }
    case (.nobody, .failure(let failure)) where reply.id == 1:
      finish(TestDatabaseError(.serverGone, failure.message))
      disconnect()
    case (.nobody, _), (.somebodyLater, _), (nil, _): break
    }
  }

  /// Tells all who wait that there is nothing to wait for; the first reason is the one that counts.
  func finish(_ error: TestDatabaseError) {
    let (end, askers) = state.withLock { state in
      let end = state.end ?? error
      state.end = end
      defer { state.waiting = [:] }
      return (end, Array(state.waiting.values))
    }
    for asker in askers { asker.fail(end) }
  }
}
