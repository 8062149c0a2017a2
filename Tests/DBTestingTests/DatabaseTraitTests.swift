import LeaseProtocol
import ProcessTestTools
import Testing

@testable import DBTesting

/// Each case has one database, however many traits ask for it.
@Suite(Served(), .database(fixtures: "Fixtures/a.sql")) struct DatabaseTraitTests {
  private let atStart: TestDatabase
  private var take: LeaseRequest.Take? { Served.server?.takes.first }

  init() throws { atStart = try TestDatabase.current }

  @Test("The suite's init sees it, and so do tasks")
  func initialiser() async throws {
    #expect(try TestDatabase.current == atStart)
    let inTask = try await Task { try TestDatabase.current }.value
    #expect(inTask == atStart)
    #expect(take?.test == "DBTestingTests.DatabaseTraitTests/initialiser()")
    #expect(take?.kind == .pooled)
  }

  @Test("Each case of a parameterised test has its own", arguments: 0..<5)
  func cases(_ number: Int) throws {
    // Another server for each, which has been asked once: see ``Served``.
    #expect(try TestDatabase.current == atStart)
  }

  @Test(
    "Suite and test have one; the kind is the test's, the fixtures are both's", .database(.clone, fixtures: "b.sql"))
  func both() throws {
    #expect(take?.kind == .clone)
    let folder = #filePath.dropLast("DatabaseTraitTests.swift".count) + "Fixtures/"
    #expect(take?.fixtures == ["\(folder)a.sql", "\(folder)b.sql"])
    #expect(try TestDatabase.current == atStart)
  }

  @Test("A test's kind holds, too, where a second of its traits names none", .database(.shared), .database)
  func unnamed() { #expect(take?.kind == .shared) }

  @Suite(.database(.clone)) struct Inner {
    @Test("An inner suite's kind beats the outer's") func kind() {
      #expect(Served.server?.takes.first?.kind == .clone)
      #expect(Served.server?.takes.first?.fixtures.count == 1)
    }
  }

  @Test("A second database can be had inside, and is current there")
  func nested() async throws {
    let outer = try TestDatabase.current
    // From a server of its own, since this one's is to be asked once.
    try await serving(answer: LineServer.usual) { server, _ in
      try await withTestDatabase(.clone, fixtures: "a.sql") { database in
        let current = try TestDatabase.current
        #expect(current == database)
        #expect(server.takes.first?.kind == .clone)
        #expect(server.takes.first?.test == "nested()")
      }
      try await eventually("it goes back") { server.releases.count == 1 }
    }
    #expect(try TestDatabase.current == outer)
  }
}
