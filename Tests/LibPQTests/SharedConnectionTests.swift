import LibPQ
import Testing

@Suite("A connection that many tasks use")
struct SharedConnectionTests {
  /// Asks for a number, in one of three ways.
  private func answer(_ connection: Connection, _ number: Int) async throws -> String? {
    if number % 3 == 0 { return try await connection.query("SELECT $1::text", ["\(number)"]).firstValue }
    if number % 3 == 1 {
      return try await connection.execute("SELECT 'no'; SELECT \(number)").last?.firstValue
    }
    let bytes = try await connection.copyOut("COPY (SELECT \(number)) TO STDOUT")
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }

  @Test("gives each task the answer to its own question")
  func ownAnswers() async throws {
    try await Connected.toServer { connection in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<300 {
          group.addTask {
            let answer = try await self.answer(connection, number)
            #expect(answer == "\(number)")
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test("runs their statements one after the other")
  func oneAfterTheOther() async throws {
    try await Connected.toServer { connection in
      let times = Gathered<Row>()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<20 {
          group.addTask {
            let result = try await connection.query(
              """
              SELECT to_char(statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
              FROM pg_sleep(0.005)
              """)
            result.rows.forEach(times.add)
          }
        }
        try await group.waitForAll()
      }
      let inOrder = times.values.sorted { ($0[0] ?? "") < ($1[0] ?? "") }
      #expect(inOrder.count == 20)
      #expect(zip(inOrder, inOrder.dropFirst()).allSatisfy { ($0[1] ?? "") <= ($1[0] ?? "") })
    }
  }
}
