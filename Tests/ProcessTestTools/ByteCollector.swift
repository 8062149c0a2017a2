internal import Foundation

/// Gathers bytes that arrive on other threads.
package final class ByteCollector: @unchecked Sendable {  // What it holds is behind a lock.
  private let lock = NSLock()
  private var gathered: [[UInt8]] = []

  package init() {}

  /// Takes one more piece.
  package func add(_ bytes: UnsafeRawBufferPointer) { lock.withLock { gathered.append(Array(bytes)) } }

  /// The pieces, as they came.
  package var pieces: [[UInt8]] { lock.withLock { gathered } }

  /// All of it.
  package var bytes: [UInt8] { Array(pieces.joined()) }

  /// All of it, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}
