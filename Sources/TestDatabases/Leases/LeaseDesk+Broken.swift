internal import LeaseProtocol
internal import Supervision

/// A test whose process has ended in the middle of it, and its database, which nobody has had since.
struct BrokenTest: Sendable {
  let test: String
  let database: String
}

extension LeaseDesk {
  /// How long the databases of processes that have ended may take to come back; others may go on.
  private static let patience: Duration = .seconds(3)

  /// Takes back what a process had that is gone.
  ///
  /// A test that crashes has failed, but so ends each one as well whose run somebody breaks off: what is to become of its
  /// database is known once the tests have ended.
  func takeBackAll(of client: UInt64) async {
    let its = book.withLock { $0.removeAll(of: client) }
    // One may have to wait for what another one doesn't.
    await withTaskGroup(of: Void.self) { group in
      for (token, taken) in its { group.addTask { await self.takeBack(token, taken) } }
    }
  }

  private func takeBack(_ token: LeaseToken, _ taken: LeaseBook.Taken) async {
    // Another process of the test's may run something there.
    await visitsEnd(token, taken)
    let (test, database) = (taken.test, taken.member.database)
    if let log = taken.log.flatMap({ $0.lines(about: database) }) { tell(.logged(test: test, lines: log)) }
    if failed != .putBack, let left = try? await databases.leave(taken.member, taken.kind, beyondSession: false) {
      broken.withLock { $0.append(BrokenTest(test: test, database: left)) }
    } else {
      await giveBack(token, taken)
    }
  }

  /// Does with the databases of such tests as with those of all that fail, once they have not all passed.
  ///
  /// The processes have ended by then, but what they had may still be on its way back.
  func decideOnBroken() async {
    let deadline = ContinuousClock.now + Self.patience
    while book.withLock({ $0.hasClients }), ContinuousClock.now < deadline {
      await uncancellableSleep(.milliseconds(2))
    }
    for broken in broken.withLock({ list in
      defer { list = [] }
      return list
    }) {
      do {
        if failed == .kept { try await databases.keep(broken.database) }
        let event: Session.Event =
          failed == .kept
          ? .kept(test: broken.test, database: broken.database) : .held(test: broken.test, database: broken.database)
        tell(event)
      } catch {
        tell(.warning("the database of \(broken.test), whose process has ended, can't be kept: \(error)"))
      }
    }
  }
}
