internal import LeaseProtocol

/// Gives each lease its token, and knows its test also when that has ended long ago.
final class LeaseRegister: Sendable {
  private let tests = Locked<[String]>([])

  /// A new lease, of a test of that name.
  func add(_ test: String) -> LeaseToken {
    tests.withLock { tests in
      tests.append(test)
      return LeaseToken(number: tests.count)
    }
  }

  /// The name of a lease's test.
  func name(of lease: LeaseToken?) -> String {
    tests.withLock { tests in
      guard let number = lease?.number, tests.indices.contains(number - 1) else { return "an earlier test" }
      return tests[number - 1]
    }
  }

  /// What connections ran last that had to be ended, by the tests that had left them.
  func queriesByTest(_ ended: [EndedConnection]) -> [(test: String, queries: [String])] {
    Dictionary(grouping: ended) { name(of: $0.lease) }.map { ($0.key, $0.value.map(\.query)) }.sorted { $0.0 < $1.0 }
  }
}
