internal import CLibPQ
internal import Dispatch

/// One statement's right to be cancelled.
///
/// Its state belongs to the queue of the ``CancelRequests`` that it is used with.
final class StatementTicket: @unchecked Sendable {  // Its variables are touched on that one queue only.
  fileprivate var cancelledAt: DispatchTime?
}

/// Sends cancel requests for one connection, each to the statement it was meant for.
///
/// A cancel request names a backend, not a statement. So one is sent only while its statement runs, and
/// the statement does not count as ended before the request has been delivered: it can't hit the next one.
final class CancelRequests: @unchecked Sendable {  // Its variables are touched on `queue` only.
  private let queue = DispatchQueue(label: "LibPQ.CancelRequests")
  /// Where requests are sent: that blocks, for minutes where the server can't be reached any more.
  private let sender = DispatchQueue(label: "LibPQ.CancelRequests.sender")
  private let underWay = DispatchGroup()
  private var cancelHandle: OpaquePointer?
  private var running: StatementTicket?

  deinit { PQfreeCancel(cancelHandle) }

  /// Takes over what is needed to reach the backend, once the connection is there.
  func take(_ handle: OpaquePointer?) {
    queue.sync { cancelHandle = handle }
  }

  /// Says that the statement starts; false where it was cancelled before.
  func begin(_ ticket: StatementTicket) -> Bool {
    queue.sync {
      guard ticket.cancelledAt == nil else { return false }
      running = ticket
      return true
    }
  }

  /// Says that the statement ended, after waiting for a request for it that is under way.
  ///
  /// False where one still is, so many seconds after the statement was cancelled: it may hit the next one.
  func end(_ ticket: StatementTicket, patience: Double) -> Bool {
    let cancelledAt = queue.sync {
      running = nil
      return ticket.cancelledAt
    }
    guard let cancelledAt else { return true }
    return underWay.wait(timeout: cancelledAt + patience) == .success
  }

  /// Cancels the statement, whether it runs already or waits.
  func cancel(_ ticket: StatementTicket) {
    queue.async { [self] in
      ticket.cancelledAt = ticket.cancelledAt ?? .now()
      guard running === ticket, cancelHandle != nil else { return }
      sender.async(group: underWay) { [self] in send() }
    }
  }

  /// Asks the server to cancel what runs.
  ///
  /// libpq wants a buffer of 256 bytes; what it says there is of no use: a request that did not arrive shows
  /// by the statement going on.
  private func send() {
    let cancelHandle = queue.sync { self.cancelHandle }
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      _ = PQcancel(cancelHandle, buffer.baseAddress, 256)
    }
  }

  /// How many seconds ago the statement was cancelled; `nil` where it was not.
  func secondsSinceCancel(_ ticket: StatementTicket) -> Double? {
    queue.sync {
      ticket.cancelledAt.map {
        Double(DispatchTime.now().uptimeNanoseconds - $0.uptimeNanoseconds) / 1e9
      }
    }
  }
}
