/// Times of the same thing done many times, in milliseconds.
public struct Sample: Sendable, Codable {
  /// How many there are.
  public let count: Int
  /// The one in the middle.
  public let median: Double
  /// What 95 of 100 stay below.
  public let percentile95: Double

  /// Sums up times, of which there must be one at least.
  public init(_ times: [Double]) {
    let sorted = times.sorted()
    count = sorted.count
    median = sorted[sorted.count / 2]
    percentile95 = sorted[min(sorted.count - 1, sorted.count * 95 / 100)]
  }
}
