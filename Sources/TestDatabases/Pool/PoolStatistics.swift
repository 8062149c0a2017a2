/// What a ``Pool`` has done.
struct PoolStatistics: Sendable, Hashable {
  /// Databases made.
  var clones = 0
  /// Databases that came back unchanged.
  var unchanged = 0
  /// Databases that were put back.
  var resets = 0
  /// Databases that were thrown away, and why.
  var discarded: [Proof.Reason: Int] = [:]
}
