import DBTesting
import Testing

/// Takes a database of its own, and leaves so much in it that putting it back takes a while.
@Suite(.enabled(if: Steering.orders["fill"] != nil), .database) struct LeasingTests {
  @Test func fillsATableWhenToldTo() async throws {
    let count = Steering.orders["fill"].flatMap(Int.init) ?? 0
    try await TestDatabase.current.execute("INSERT INTO product (name) SELECT 'row' FROM generate_series(1, \(count))")
  }
}
