internal import Foundation

/// A value that threads touch one after the other.
final class Locked<Value>: @unchecked Sendable {  // The value is touched under the lock only.
  private let lock = NSLock()
  private var value: Value

  init(_ value: Value) { self.value = value }

  /// Touches the value; the body must be short, since others wait for it on threads of the cooperative pool.
  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
