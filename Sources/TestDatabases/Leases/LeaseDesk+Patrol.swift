internal import LeaseProtocol

extension LeaseDesk {
  /// Looks again and again, as long as tests have databases, for clients of earlier tests in them.
  ///
  /// They connect with the token of their own lease, and are ended before they do much harm.
  func patrol() async {
    while true {
      try? await Task.sleep(for: .milliseconds(100))
      guard let current = book.withLock({ $0.current }) else { return }
      if !current.isEmpty, let ended = try? await databases.endReturned(current) { tellOfReturned(ended) }
    }
  }

  func tellOfReturned(_ ended: [EndedConnection]) {
    for (test, queries) in register.queriesByTest(ended) { tell(.cameBack(test: test, queries: queries)) }
  }
}
