import BenchmarkTools

/// What was measured of one case, in milliseconds.
struct Measurement: Sendable, Codable {
  /// What a test does between taking a database and giving it back.
  let name: String
  /// How many tables there are.
  let tables: Int
  /// What taking and giving back takes, as the test sees it.
  let lease: Sample
  /// What undoing the same by bare SQL takes, for someone who knows the touched tables; on a connection that is open.
  var bareSQL: Sample?

  /// How many times as long.
  var ratio: Double? { bareSQL.map { lease.median / $0.median } }
}
