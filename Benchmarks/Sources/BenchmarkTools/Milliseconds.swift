extension Duration {
  /// The duration in milliseconds.
  public var milliseconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
  }
}

/// How long a piece of work takes, in milliseconds, and what it gives.
public func timed<Value>(_ body: () throws -> Value) rethrows -> (milliseconds: Double, value: Value) {
  let start = ContinuousClock.now
  let value = try body()
  return ((ContinuousClock.now - start).milliseconds, value)
}

/// The same for what waits.
public func timed<Value>(_ body: () async throws -> Value) async rethrows -> (milliseconds: Double, value: Value) {
  let start = ContinuousClock.now
  let value = try await body()
  return ((ContinuousClock.now - start).milliseconds, value)
}
