import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

@Suite("The long-lived database of a package")
struct LongLivedTests {
  private let name = "long_lived_\(SessionIdentifier.random())_test"

  private func reset(
    _ migrations: KeyValuePairs<String, String>, package: String = "sessions", givenByUser: Bool = false
  ) async throws {
    try await OnServer.perform { run in
      try await Session.checkLongLived(name, package: package, givenByUser: givenByUser, on: run.server)
      let session = try await run.open(migrations, package: package)
      try await session.becomeLongLived(name: name, givenByUser: givenByUser)
      await session.close()
    }
  }

  private func drop() async throws {
    try await TestServer.administrate { try await $0.execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }
  }

  @Test("is made, outlives its session, and is made anew with all that was in it gone")
  func madeAnew() async throws {
    try await reset(["0001_a.sql": "CREATE TABLE a (n int)"])
    try await OnServer.perform { run in
      let value = try await run.value("WITH new AS (INSERT INTO a VALUES (1) RETURNING 1) SELECT 1", in: name)
      #expect(value == "1")
    }
    try await reset(["0001_a.sql": "CREATE TABLE a (n int)"])
    try await OnServer.perform { run in
      let value = try await run.value("SELECT count(*) FROM a", in: name)
      #expect(value == "0")
    }
    try await drop()
  }

  @Test("stays as it was where the new one can't be made")
  func failedReset() async throws {
    try await reset(["0001_a.sql": "CREATE TABLE a (n int)"])
    await #expect(throws: (any Error).self) { try await reset(["0001_a.sql": "SELECT nonsense"]) }
    try await OnServer.perform { run in
      let value = try await run.value("SELECT count(*) FROM a", in: name)
      #expect(value == "0")
    }
    try await drop()
  }

  @Test("is replaced even while somebody is connected to it")
  func connected() async throws {
    try await reset(["0001_a.sql": "CREATE TABLE a (n int)"])
    let client = try await OnServer.perform { try await Connection.open($0.server.dsn(database: name)) }
    try await reset(["0001_b.sql": "CREATE TABLE b (n int)"])
    await client.close()
    try await OnServer.perform { run in
      let value = try await run.value("SELECT count(*) FROM b", in: name)
      #expect(value == "0")
    }
    try await drop()
  }

  @Test(
    "is refused where a database has its name that is not ours",
    arguments: [nil, "somebody's", #"{"swiftDBTest":1}"#] as [String?])
  func refused(comment: String?) async throws {
    try await TestServer.administrate { connection in
      try await connection.execute("CREATE DATABASE \(name)")
      if let comment {
        let literal = try await connection.quoted(literal: comment)
        try await connection.execute("COMMENT ON DATABASE \(name) IS \(literal)")
      }
    }
    let error = await #expect(throws: SessionError.self) { try await reset(["0001_a.sql": "SELECT 1"]) }
    #expect(error?.code == .notOurs)
    #expect(try await OnServer.exists(name))
    try await drop()
  }

  @Test("is refused where a database has its name and our mark, but the mark of another database, server or owner")
  func copiedMarks() async throws {
    let mark = DatabaseMark(kind: .longLived, session: .random(), package: "sessions", fingerprint: "")
    try await OtherRole.with { other in
      for (owner, server, number) in [("CURRENT_USER", nil, 1), ("CURRENT_USER", "1", 0), (other.quoted, nil, 0)]
        as [(String, String?, UInt32)]
      {
        try await HandMadeDatabase.create(name)
        try await TestServer.administrate { try await $0.execute("ALTER DATABASE \(name) OWNER TO \(owner)") }
        let place = try await HandMadeDatabase.place(name)
        let copied = DatabaseMark.Place(server: server ?? place.server, database: place.database + number)
        try await HandMadeDatabase.mark(name, mark, place: copied)
        for isGiven in [false, true] {
          let error = await #expect(throws: SessionError.self) {
            try await reset(["0001_a.sql": "SELECT 1"], givenByUser: isGiven)
          }
          #expect(error?.code == .notOurs)
        }
        #expect(try await HandMadeDatabase.place(name) == place)
        try await drop()
      }
    }
  }

  @Test("is made by each of several resets at once, one after the other")
  func several() async throws {
    try await withThrowingTaskGroup { group in
      for number in 1...4 {
        group.addTask { try await reset(["0001_a.sql": "CREATE TABLE a AS SELECT \(number) AS n"]) }
      }
      try await group.waitForAll()
    }
    try await OnServer.perform { run in
      let number = try await run.value("SELECT n BETWEEN 1 AND 4 FROM a", in: name)
      #expect(number == "t")
    }
    try await drop()
  }

  @Test("of another package whose name folds to the same is left alone, unless its name is given")
  func otherPackage() async throws {
    try await reset(["0001_a.sql": "CREATE TABLE a ()"], package: "日本")
    let error = await #expect(throws: SessionError.self) {
      try await reset(["0001_b.sql": "CREATE TABLE b ()"], package: "中国")
    }
    #expect(error?.code == .notOurs)
    #expect(error?.description.contains("日本") == true)
    try await reset(["0001_b.sql": "CREATE TABLE b (n int)"], package: "中国", givenByUser: true)
    try await OnServer.perform { run in
      let count = try await run.value("SELECT count(*) FROM b", in: name)
      #expect(count == "0")
    }
    try await drop()
  }
}
