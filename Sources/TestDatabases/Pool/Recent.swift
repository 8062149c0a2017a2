/// The few objects that were used last, most recent first: what a test uses, another has used.
struct Recent: Sendable {
  private(set) var oids: [UInt32] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Moves objects to the front.
  mutating func use(_ used: some Collection<UInt32>) {
    // In most tests these are the same as in the test before.
    if used.allSatisfy({ oids.prefix(used.count).contains($0) }) { return }
    oids = (used + oids.filter { !used.contains($0) }).prefix(limit).map(\.self)
  }
}
