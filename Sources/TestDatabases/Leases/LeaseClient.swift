internal import Dispatch
internal import LeaseProtocol
internal import Supervision

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A test process that is connected.
actor LeaseClient {
  /// What tells it from others.
  nonisolated let identifier: UInt64
  private let desk: LeaseDesk
  private let outbox: Outbox
  private var answering: [UInt64: Task<Void, Never>] = [:]
  private var lastTask: UInt64 = 0
  private var isGone = false

  init(_ descriptor: Int32, identifier: UInt64, desk: LeaseDesk) {
    self.identifier = identifier
    self.desk = desk
    outbox = Outbox(descriptor)
  }

  /// Answers what came as a line, while other requests are being answered.
  func receive(_ line: [UInt8]) {
    guard !isGone else { return }
    guard let request = try? JSONDecoder().decode(LeaseRequest.self, from: Data(line)) else {
      // There is no number to answer to.
      return outbox.hangUp()
    }
    lastTask += 1
    let number = lastTask
    answering[number] = Task {
      let outcome = await desk.answer(request.action, to: identifier)
      send(LeaseReply(id: request.id, outcome: outcome))
      answering[number] = nil
    }
  }

  /// Says that nothing can be sent any more; to be called before the descriptor is closed.
  nonisolated func disconnect() { outbox.close() }

  /// Gives up what is still being answered, and takes back what the process has.
  func leave() async {
    isGone = true
    for task in answering.values { task.cancel() }
    for task in answering.values { await task.value }
    await desk.takeBackAll(of: identifier)
  }

  private func send(_ reply: LeaseReply) {
    guard var line = try? JSONEncoder().encode(reply) else { return }
    line.append(UInt8(ascii: "\n"))
    outbox.send(Array(line))
  }

  /// Sends on a queue of its own, since a process that does not read may keep it waiting.
  private final class Outbox: @unchecked Sendable {  // What changes, changes on the queue only.
    private let queue = DispatchQueue(label: "TestDatabases.LeaseClient")
    private let descriptor: Int32
    private var isOpen = true

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    func send(_ bytes: [UInt8]) {
      queue.async { if self.isOpen { self.isOpen = LocalSocket.deliver(bytes, to: self.descriptor) } }
    }

    func hangUp() { queue.async { if self.isOpen { LocalSocket.hangUp(self.descriptor) } } }

    func close() {
      // What is being sent fails at once now.
      LocalSocket.hangUp(descriptor)
      queue.sync { isOpen = false }
    }
  }
}
