internal import LibPQ

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension Member {
  /// What one of several tests that read in it at the same time leaves.
  struct Leaving: Sendable {
    /// Its clients that had to be ended.
    var ended: [EndedConnection] = []
    /// Whether anything has been written in it, by that test or by another one; `nil` where the server does not tell.
    var hasBeenWritten: Bool?
  }

  /// Waits until the clients of a test have gone while others go on reading, and ends those that stay.
  func endReader(_ lease: LeaseToken) async -> Leaving {
    let name = lease.applicationName
    let ended = try? await exclusively { connection in
      var deadline = ContinuousClock.now + Pool.grace
      var ended: [EndedConnection]?
      // A process has had its counters added before it is seen to have gone.
      while try connection.query(PoolStatements.namesClients, [name]).firstValue != nil {
        if ContinuousClock.now < deadline {
          // On the connection's own thread.
          usleep(300)
        } else if ended == nil {
          ended = try connection.query(PoolStatements.endNamed, [name]).rows.map(EndedConnection.init)
          deadline += .seconds(5)
        } else {
          break
        }
      }
      return ended ?? []
    }
    return Leaving(ended: ended ?? [], hasBeenWritten: await hasBeenWritten(after: lease))
  }
}
