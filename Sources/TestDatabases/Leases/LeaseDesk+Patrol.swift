internal import LeaseProtocol

extension LeaseDesk {
  /// Looks again and again, as long as tests have databases, for clients of earlier tests in them.
  ///
  /// They connect with the token of their own lease, and are ended before they do much harm.
  func patrol() async {
    var hasFailed = false
    while true {
      try? await Task.sleep(for: .milliseconds(100))
      guard let current = book.withLock({ $0.beginLook() }) else { return }
      if current.isEmpty { continue }
      defer { book.withLock { $0.endLook() } }
      do {
        let ended = try await databases.endReturned(current.mapValues(\.leases))
        for stranger in ended {
          guard let (leases, member) = current[stranger.database] else { continue }
          // Where tests only read, it does no harm.
          if !member.isForReading { member.retire() }
          book.withLock { book in for lease in leases { book.note(stranger, in: lease) } }
        }
        tellOfReturned(ended)
      } catch  where !hasFailed {
        // Once is enough: after a crash of the server it goes on by itself.
        hasFailed = true
        tell(.warning("clients of earlier tests that connect again can't be ended: \(error)"))
      } catch {}
    }
  }

  func tellOfReturned(_ ended: [EndedConnection]) {
    for (test, queries) in register.queriesByTest(ended) { tell(.cameBack(test: test, queries: queries)) }
  }
}
