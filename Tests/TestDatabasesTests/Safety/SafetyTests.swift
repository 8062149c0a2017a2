import LeaseProtocol
import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

/// What belongs to others is never dropped, emptied or cloned, whatever is done in whatever order.
@Suite("What is not the tool's")
struct SafetyTests {
  /// A role, a table and a package of names that nobody else has.
  private let own = "s\(SessionIdentifier.random())"

  private var migrations: KeyValuePairs<String, String> { ["1_\(own).sql": "CREATE TABLE \(own) (n int)"] }

  /// Does what `db-test` does, and something while its session lives.
  @discardableResult
  private func run(
    on server: DatabaseServer, limit: Int = 9, isFresh: Bool = false,
    warnings: Locked<[String]> = Locked([]),
    _ body: (Session) async throws -> Void = { _ in }
  ) async throws -> String {
    try await OnServer.perform(on: server) { run in
      let session = try await run.open(
        migrations, package: own, templates: .kept(limit: limit, isFresh: isFresh)
      ) { event in
        if case .warning(let text) = event { warnings.withLock { $0.append(text) } }
      }
      let result: Result<Void, any Error>
      do { result = .success(try await body(session)) } catch { result = .failure(error) }
      await session.close()
      try result.get()
      return session.template
    }
  }

  /// Does what `db-reset` does.
  private func reset(_ name: String, givenByUser: Bool = true, on server: DatabaseServer) async throws {
    try await OnServer.perform(on: server) { run in
      try await Session.checkLongLived(name, package: own, givenByUser: givenByUser, on: server)
      let session = try await run.open(migrations, package: own)
      try await session.becomeLongLived(name: name, givenByUser: givenByUser)
      await session.close()
    }
  }

  @Test("Look-alikes, and databases that a mark was copied to, survive every command", .timeLimit(.minutes(5)))
  func bystanders() async throws {
    try await OwnerOfItsOwn.with(own) { server in
      let template = try await run(on: server)
      let bystanders = try await Bystanders.make(ownedBy: own, copying: template)
      let result: Result<Void, any Error>
      do {
        try await run(on: server)
        try await run(on: server, isFresh: true)
        try await run(on: server, limit: 0)
        _ = try await Templates.remove(nil, on: server)
        // Its name is the default of `db-reset`, and somebody else's.
        for isGiven in [false, true] {
          let error = await #expect(throws: SessionError.self) {
            try await reset("\(own)_test", givenByUser: isGiven, on: server)
          }
          #expect(error?.code == .notOurs)
        }
        try await reset("\(own)_other", on: server)
        try await reset("\(own)_other", on: server)
        result = .success(())
      } catch {
        result = .failure(error)
      }
      #expect(try await bystanders.harmed() == [])
      try await bystanders.drop()
      try await HandMadeDatabase.drop("\(own)_other")
      try result.get()
    }
  }

  @Test("`templates --remove` takes no database that only has the name, or only the mark, of a template")
  func namedTemplates() async throws {
    try await OwnerOfItsOwn.with(own) { server in
      let template = try await run(on: server)
      let comment = try await HandMadeDatabase.comment(template)
      // Somebody has removed ours, and restored what was backed up under its name, with its comment.
      _ = try await Templates.remove([template], on: server)
      try await HandMadeDatabase.create(template, options: "OWNER \(own) IS_TEMPLATE true")
      try await HandMadeDatabase.comment(template, comment)
      let place = try await HandMadeDatabase.place(template)
      for name in [template, "postgres", "template1", "dbt_tpl_%", "%", ""] {
        let error = await #expect(throws: SessionError.self) { try await Templates.remove([name], on: server) }
        #expect(error?.code == .notOurs)
      }
      #expect(try await Templates.list(on: server).isEmpty)
      #expect(try await Templates.remove(nil, on: server) == [])
      #expect(try await HandMadeDatabase.place(template) == place)
      // Nor is it cloned or replaced.
      for isFresh in [false, true] {
        let warnings = Locked<[String]>([])
        let other = try await run(on: server, isFresh: isFresh, warnings: warnings)
        #expect(other != template)
        // The migrations run each time, which somebody should know.
        #expect(
          warnings.withLock { $0.contains { $0.contains("the database \(template) has the name of the template") } })
      }
      #expect(try await HandMadeDatabase.place(template) == place)
      try await HandMadeDatabase.drop(template)
    }
  }

  @Test("A template that another role plants in the place of a session's is never cloned")
  func plantedMeanwhile() async throws {
    try await OwnerOfItsOwn.with(own) { server in
      try await OtherRole.with("LOGIN CREATEDB") { other in
        _ = try await run(on: server) { session in
          let comment = try await HandMadeDatabase.comment(session.template)
          let workshop = session.workshop
          func hasPoison(_ number: Int) async throws -> String? {
            let member = try await workshop.make(number)
            let found = try await TestServer.administrate(in: member.database) {
              try await $0.query("SELECT to_regclass('poison') IS NOT NULL").firstValue
            }
            await member.close()
            return found
          }
          #expect(try await hasPoison(1) == "f")
          try await HandMadeDatabase.drop(session.template)
          try await HandMadeDatabase.create(session.template, options: "OWNER \(other.quoted) IS_TEMPLATE true")
          try await HandMadeDatabase.comment(session.template, comment)
          try await TestServer.administrate(in: session.template) { try await $0.execute("CREATE TABLE poison ()") }
          // Both who knows what the template holds, and who has yet to read it.
          #expect(try await hasPoison(2) == "f")
          let error = await #expect(throws: SessionError.self) {
            try await session.clone(DatabaseName.member(3, of: session.database), of: session.template)
          }
          #expect(error?.code == .notOurs)
          #expect(error?.description.contains(session.template) == true)
          #expect(try await OnServer.exists(session.template))
          try await HandMadeDatabase.drop(session.template)
        }
      }
    }
  }

  @Test(
    "`postgres` and `template1` are no long-lived databases, not even with our mark",
    arguments: ["postgres", "template1"])
  func systemDatabases(name: String) async throws {
    let comment = try await HandMadeDatabase.comment(name)
    let mark = DatabaseMark(kind: .longLived, session: .random(), package: own, fingerprint: "")
    let place = try await HandMadeDatabase.place(name)
    let copied = DatabaseMark.Place(server: place.server, database: place.database + 100_000)
    for text in [comment, try withPlace(mark, copied), try withPlace(mark, place)] {
      try await HandMadeDatabase.comment(name, text)
      let error = await #expect(throws: SessionError.self) {
        try await OnServer.perform { try await reset(name, on: $0.server) }
      }
      #expect(error?.code == .notOurs)
      try await OnServer.perform { _ = try await $0.open() }
    }
    try await HandMadeDatabase.comment(name, comment)
    #expect(try await HandMadeDatabase.place(name) == place)
  }

  private func withPlace(_ mark: DatabaseMark, _ place: DatabaseMark.Place) throws -> String {
    var mark = mark
    mark.place = place
    return try mark.comment()
  }

  @Test("The template of a session that lives stays, whatever others do: with `--fresh`, a limit of none, or by hand")
  func templateInUse() async throws {
    try await OwnerOfItsOwn.with(own) { server in
      _ = try await run(on: server) { session in
        let place = try await HandMadeDatabase.place(session.template)
        try await run(on: server, isFresh: true)
        try await run(on: server, limit: 0)
        #expect(try await Templates.remove(nil, on: server) == [])
        await #expect(throws: SessionError.self) { try await Templates.remove([session.template], on: server) }
        #expect(try await HandMadeDatabase.place(session.template) == place)
        try await session.workshop.make(1).close()
      }
    }
  }

  @Test("A database that was made anew by somebody since it was looked at is not dropped in place of ours")
  func replacedMeanwhile() async throws {
    try await OwnerOfItsOwn.with(own) { server in
      try await run(on: server) { session in
        let proof = try #require(try await session.maintenance.proof(session.template))
        try await HandMadeDatabase.drop(session.template)
        try await HandMadeDatabase.create(session.template, options: "OWNER \(own)")
        try await session.maintenance.drop(proof)
        #expect(try await OnServer.exists(session.template))
        try await HandMadeDatabase.drop(session.template)
      }
    }
  }

  @Test("The databases of a session that lives stay, from whichever database one looks")
  func livingSession() async throws {
    let elsewhere = "\(own)_elsewhere"
    try await HandMadeDatabase.create(elsewhere)
    try await OnServer.perform { here in
      let session = try await here.open(package: own)
      let number = try await HandMadeDatabase.place(session.database)
      let dsn = try TestServer.administrator().replacing(["dbname": elsewhere])
      let other = try await DatabaseServer.given(dsn.url, source: "the tests")
      try await OnServer.perform(on: other) { there in
        let second = try await there.open(package: own)
        try await OnServer.perform { _ = try await $0.open() }
        #expect(try await OnServer.exists(second.database))
      }
      #expect(try await HandMadeDatabase.place(session.database) == number)
    }
    try await HandMadeDatabase.drop(elsewhere)
  }
}
