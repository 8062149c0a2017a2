import Foundation

/// Values put together from several threads.
final class Gathered<Value: Sendable>: @unchecked Sendable {  // Its variable is touched under the lock only.
  private let lock = NSLock()
  private var content: [Value] = []

  /// What there is so far.
  var values: [Value] { lock.withLock { content } }

  /// Puts one more in.
  func add(_ value: Value) { lock.withLock { content.append(value) } }
}
