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
  ///   - atEnd: Called after the last piece.
  package init(
    _ descriptor: Int32, receive: @escaping @Sendable (UnsafeRawBufferPointer) -> Void,
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
        while true {
          let count = read(descriptor, buffer.baseAddress, buffer.count)
          // A pseudo-terminal ends with EIO, once nobody has it open any more.
          if count < 0 && errno == EINTR { continue }
          guard count > 0 else { return }
          receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
      }
    }
    finished = Task { for await _ in end {} }
  }

  /// Returns once the end has been read.
  package func untilEnd() async { await finished.value }
}
