internal import Dispatch

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Sends to another process without ever keeping the caller waiting.
///
/// What goes through at once is sent by whoever calls; the rest waits on a queue of its own for the other side to read.
package final class LocalSocketWriter: @unchecked Sendable {  // What changes, changes on the queue only.
  private let queue = DispatchQueue(label: "Supervision.LocalSocketWriter")
  private let descriptor: Int32
  private var isOpen = true
  /// What the other side has not read yet.
  private var backlog: [UInt8] = []
  /// Says when it has.
  private var readiness: (any DispatchSourceWrite)?

  /// - Parameter descriptor: A socket, which remains the caller's to close, after ``close()``.
  package init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Sends bytes after those that were given before.
  package func send(_ bytes: [UInt8]) {
    queue.sync {
      guard isOpen else { return }
      backlog += bytes
      if readiness == nil { drain() }
    }
  }

  /// Sends bytes together with the next ones, or with ``flush()``.
  package func sendLater(_ bytes: [UInt8]) { queue.sync { if isOpen { backlog += bytes } } }

  /// Whether something waits for that.
  package var hasUnsent: Bool { queue.sync { isOpen && readiness == nil && !backlog.isEmpty } }

  /// Sends what waits for that.
  package func flush() { queue.sync { if isOpen, readiness == nil { drain() } } }

  /// Ends the connection; whoever reads from it finds its end.
  package func hangUp() { queue.sync { if isOpen { LocalSocket.hangUp(descriptor) } } }

  /// Sends nothing any more.
  package func close() {
    // What is being sent fails at once now.
    LocalSocket.hangUp(descriptor)
    queue.sync { end() }
  }

  /// Sends what goes through; goes on when the other side has read.
  private func drain() {
    while isOpen, !backlog.isEmpty {
      let count = backlog.withUnsafeBytes { LocalSocket.sendAtOnce(descriptor, $0) }
      if count > 0 {
        backlog.removeFirst(count)
      } else if count < 0, errno == EINTR {
        continue
      } else if count < 0, errno == EAGAIN || errno == EWOULDBLOCK {
        return awaitReadiness()
      } else {
        return end()
      }
    }
    readiness?.cancel()
    readiness = nil
  }

  private func awaitReadiness() {
    guard readiness == nil else { return }
    let source = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler { self.drain() }
    source.resume()
    readiness = source
  }

  private func end() {
    isOpen = false
    backlog = []
    readiness?.cancel()
    readiness = nil
  }
}
