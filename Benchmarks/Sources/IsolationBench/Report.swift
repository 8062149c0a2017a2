/// The times of one test, in milliseconds.
struct Times {
  let whole, take, connect, body, release: Double
  let isIsolated: Bool
}

/// What is printed, under the names that every measured tool prints.
struct Report: Encodable {
  var tests: [Double] = []
  var bodies: [Double] = []
  var isIsolated = true
  var setUp = 0.0
  var tearDown = 0.0
  var parts = Parts()

  /// Where the times went.
  struct Parts: Encodable {
    var take: [Double] = []
    var connect: [Double] = []
    var release: [Double] = []
  }

  private enum CodingKeys: String, CodingKey {
    case tests = "tests_ms"
    case bodies = "body_ms"
    case isIsolated = "isolated"
    case setUp = "setup_ms"
    case tearDown = "teardown_ms"
    case parts = "parts_ms"
  }

  /// Adds a test.
  mutating func add(_ times: Times) {
    tests.append(times.whole)
    bodies.append(times.body)
    isIsolated = isIsolated && times.isIsolated
    parts.take.append(times.take)
    parts.connect.append(times.connect)
    parts.release.append(times.release)
  }
}
