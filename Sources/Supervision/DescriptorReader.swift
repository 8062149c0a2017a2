internal import Dispatch

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Reads a descriptor to its end, in the background.
package final class DescriptorReader: Sendable {
  private let finished: Task<Void, Never>

  /// Starts reading; the descriptor is closed at the end.
  ///
  /// - Parameters:
  ///   - receive: Called with each piece as it arrives, one after the other, on a thread that is not one of
  ///     the cooperative pool.
  ///   - pause: What is to be done where nothing more comes for a moment after a piece.
  ///   - atEnd: Called after the last piece.
  package init(
    _ descriptor: Int32, receive: @escaping @Sendable (UnsafeRawBufferPointer) -> Void, pause: Pause? = nil,
    atEnd: @escaping @Sendable () -> Void = {}
  ) {
    let (end, continuation) = AsyncStream<Void>.makeStream()
    let queue = DispatchQueue(label: "Supervision.DescriptorReader")
    queue.async {
      defer {
        // While the number is still this descriptor's.
        atEnd()
        close(descriptor)
        continuation.finish()
      }
      withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
        var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
          // In `read` the thread would be woken also when the other side of a socket has read what was sent.
          if poll(&interest, 1, -1) < 0 && errno == EINTR { continue }
          let count = read(descriptor, buffer.baseAddress, buffer.count)
          // A pseudo-terminal ends with EIO, once nobody has it open any more.
          if count < 0 && errno == EINTR { continue }
          guard count > 0 else { return }
          receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
          pause?.await(descriptor)
        }
      }
    }
    finished = Task { for await _ in end {} }
  }

  /// Returns once the end has been read.
  package func untilEnd() async { await finished.value }
}
