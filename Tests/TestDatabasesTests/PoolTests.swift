import LeaseProtocol
import ProcessTestTools
import Testing

@testable import TestDatabases

@Suite("The pool", .timeLimit(.minutes(5)))
struct PoolTests {
  private struct DiskFull: Error {}

  @Test("tells those who have a database already that no other one can be made, since they may wait for each other")
  func notMade() async throws {
    try await OnServer.performWithPlainOwner { run in
      let session = try await run.open()
      let workshop = session.workshop
      let pool = Pool(
        workshop: Pool.Workshop(
          make: { number in
            if number > 2 { throw DiskFull() }
            return try await workshop.make(number)
          }, drop: { await workshop.drop($0) }), limit: 2
      ) { _ in }
      let members = [try await pool.take(for: .testing), try await pool.take(for: .testing)]
      let nested = (0..<2).map { _ in Task { try await pool.take(for: .testing, isNested: true) } }
      for task in nested { await #expect(throws: DiskFull.self) { try await task.value } }
      for member in members { pool.giveBack(member) { _ in } }
      await pool.close()
      await session.close()
    }
  }
  @Test("knows how many tests wait for databases that are being made, as long as they are")
  func shortage() async throws {
    try await OnServer.performWithPlainOwner { run in
      let session = try await run.open()
      let workshop = session.workshop
      let mayMake = Locked(false)
      let pool = Pool(
        workshop: Pool.Workshop(
          make: { number in
            if number > 1 { try await eventually("it may be made") { mayMake.withLock { $0 } } }
            return try await workshop.make(number)
          }, drop: { await workshop.drop($0) }), limit: 3
      ) { _ in }
      let first = try await pool.take(for: .testing)
      // It is not waited for by anybody, although the next one is being made.
      #expect(pool.shortage == nil)
      let waiting = (0..<2).map { _ in Task { try await pool.take(for: .testing) } }
      try await eventually("both wait") { pool.shortage?.tests == 2 }
      let shortage = try #require(pool.shortage)
      #expect(shortage.databases == 1)
      try await eventually("time goes by") { (pool.shortage?.time ?? .zero) > shortage.time }
      mayMake.withLock { $0 = true }
      var members = [first]
      for task in waiting { members.append(try await task.value) }
      #expect(pool.shortage == nil)
      for member in members { pool.giveBack(member) { _ in } }
      await pool.close()
      await session.close()
    }
  }
}
