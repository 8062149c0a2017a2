/// How often tests are run in one session.
struct Rounds: Sendable {
  /// How often at most; `nil` for ever.
  let limit: Int?
  /// Whether a round that fails is the last.
  let stopsAtFailure: Bool

  /// Whether there is more than one.
  var areMany: Bool { limit != 1 }

  /// Whether there is one more after so many.
  func goOn(after count: Int, isGood: Bool) -> Bool {
    (isGood || !stopsAtFailure) && limit.map { count < $0 } ?? true
  }
}
