internal import LeaseProtocol

/// A test whose process has ended in the middle of it, and its database, which nobody has had since.
struct BrokenTest: Sendable {
  let test: String
  let database: String
}

extension LeaseDesk {
  /// Takes back what a process had that is gone.
  ///
  /// A test that crashes has failed, but so ends each one as well whose run somebody breaks off: what is to become of its
  /// database is known once the tests have ended.
  func takeBackAll(of client: UInt64) async {
    for (token, taken) in book.withLock({ $0.removeAll(of: client) }) {
      // Another process of the test's may run something there.
      await visitsEnd(token, taken.member)
      let (test, database) = (taken.test, taken.member.database)
      if let log = taken.log.flatMap({ $0.lines(about: database) }) { tell(.logged(test: test, lines: log)) }
      if failed != .putBack, (try? await databases.leave(taken.member, taken.kind, beyondSession: false)) == true {
        broken.withLock { $0.append(BrokenTest(test: test, database: database)) }
      } else {
        await giveBack(token, taken)
      }
    }
  }

  /// Does with the databases of such tests as with those of all that fail, once they have not all passed.
  func decideOnBroken() async {
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
