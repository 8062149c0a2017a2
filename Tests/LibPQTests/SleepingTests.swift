import Foundation
import LibPQ
import OwnTestServer
import Testing

@Suite("Statements that wait")
struct SleepingTests {
  @Test("block no thread of the cooperative pool, however many they are", .timeLimit(.minutes(5)))
  func manyAtOnce() async throws {
    try await TestServer.withTurn { dsn in
      let count = 2 * ProcessInfo.processInfo.activeProcessorCount + 2
      try await withThrowingTaskGroup { group in
        let observer = try await Connection.open(dsn)
        let key = "\(Int.random(in: 1 ... .max))"
        _ = try await observer.query("SELECT pg_advisory_lock($1::bigint)", [key])
        var backends: [String] = []
        for _ in 0..<count {
          let connection = try await Connection.open(dsn)
          backends.append(try await Connected.backend(of: connection))
          group.addTask {
            // Shared, so that all of them go on once the observer lets go.
            _ = try await connection.query("SELECT pg_advisory_lock_shared($1::bigint)", [key])
            await connection.close()
          }
        }
        // Only a task that gets a thread can see them all wait, and let them go on then.
        let allWait = "count(*) FILTER (WHERE wait_event = 'advisory') = \(count)"
        #expect(try await Connected.wait(until: allWait, of: backends, askedBy: observer))
        await observer.close()
        try await group.waitForAll()
      }
    }
  }
}
