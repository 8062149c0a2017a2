internal import LeaseProtocol

/// How long tests waited for the databases that they got.
final class LeaseTimes: Sendable {
  private let durations = Locked<[Duration]>([])

  /// A test got one.
  func add(since start: ContinuousClock.Instant) {
    let duration = ContinuousClock.now - start
    durations.withLock { $0.append(duration) }
  }

  /// How many got one.
  var count: Int { durations.withLock { $0.count } }

  /// What so many of 100 waited at most; `nil` where nobody got any.
  func percentile(_ percent: Int) -> Duration? {
    let sorted = durations.withLock { $0 }.sorted()
    if sorted.isEmpty { return nil }
    return sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
  }
}
