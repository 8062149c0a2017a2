import DBTesting
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing
import Todos

/// Each test has a clean database of its own: it may count all there are, and all tests run at the same time.
@Suite(.database) struct TodoTests {
  @Test func thereIsNothingToDoAtFirst() async throws {
    try await withService { client in
      let todos = try await client.execute(uri: "/todos", method: .get) { response in
        #expect(response.status == .ok)
        return try JSONDecoder().decode([Todo].self, from: response.body)
      }
      #expect(todos.isEmpty)
    }
  }

  @Test(arguments: ["Buy tea", "Robert'); DROP TABLE todo; --", "ö€👩‍🚀"])
  func whatIsAddedIsStored(title: String) async throws {
    try await withService { client in
      let added = try await client.add(title: title)
      #expect(!added.done)
      let found = try await client.execute(uri: "/todos/\(added.id)", method: .get) { response in
        try JSONDecoder().decode(Todo.self, from: response.body)
      }
      #expect(found == added)
    }
    // What the service did is looked at past the service.
    #expect(try await TestDatabase.current.query("SELECT title FROM todo").value == title)
  }

  @Test(.database(fixtures: "week.sql"))
  func listsTheOldestFirst() async throws {
    try await withService { client in
      let todos = try await client.execute(uri: "/todos", method: .get) { response in
        try JSONDecoder().decode([Todo].self, from: response.body)
      }
      #expect(todos.map(\.title) == ["Buy tea", "Water the plants", "Repair the bicycle"])
      #expect(todos.map(\.done) == [true, false, false])
    }
  }

  @Test func theSameTwiceIsAConflict() async throws {
    try await withService { client in
      let first = try await client.add(title: "Buy tea")
      try await client.execute(uri: "/todos", method: .post, body: json(["title": "BUY TEA"])) { response in
        #expect(response.status == .conflict)
      }
      try await client.execute(uri: "/todos/\(first.id)", method: .patch, body: json(["done": true])) { response in
        #expect(response.status == .ok)
      }
      _ = try await client.add(title: "Buy tea")
    }
    #expect(try await TestDatabase.current.query("SELECT count(*) FROM todo").value == "2")
  }

  @Test(arguments: ["", String(repeating: "ö", count: 201)])
  func aTitleHas1To200Characters(title: String) async throws {
    try await withService { client in
      try await client.execute(uri: "/todos", method: .post, body: json(["title": title])) { response in
        #expect(response.status == .badRequest)
      }
    }
  }

  @Test func whatIsDeletedIsGone() async throws {
    try await withService { client in
      let todo = try await client.add(title: "Buy tea")
      for status in [HTTPResponse.Status.noContent, .notFound] {
        try await client.execute(uri: "/todos/\(todo.id)", method: .delete) { response in
          #expect(response.status == status)
        }
      }
    }
  }

  /// Over a real socket, with requests at the same time.
  @Test func servesManyAtATime() async throws {
    try await withService(.live) { client in
      try await withThrowingTaskGroup { group in
        for number in 1...20 {
          group.addTask { _ = try await client.add(title: "Task \(number)") }
        }
        try await group.waitForAll()
      }
    }
    #expect(try await TestDatabase.current.query("SELECT count(*) FROM todo").value == "20")
  }

  /// For code that looks for its database itself, there is the one that the variable names, for one test at a time.
  @Test(.database(.shared)) func findsItsDatabaseByTheEnvironment() async throws {
    let database = try await Database.connectByEnvironment()
    let added = try await TodoRepository(database).add(title: "Buy tea")
    await database.close()
    #expect(
      try await TestDatabase.current.query("SELECT id FROM todo").first?["id"] == added.id.uuidString.lowercased())
  }

  /// A fixture is run as the owner of the tables, which may drop them; a database that is thrown away may be broken.
  @Test(.database(.clone, fixtures: "no-table.sql"))
  func whatTheDatabaseCannotDoIsTheServersFault() async throws {
    try await withService { client in
      try await client.execute(uri: "/todos", method: .get) { response in
        #expect(response.status == .internalServerError)
      }
    }
  }

  /// The tests' role is the service's, by `db-test.json`.
  @Test func serviceMayNotChangeTheSchema() async throws {
    let error = await #expect(throws: TestDatabaseError.self) {
      try await TestDatabase.current.execute("ALTER TABLE todo ADD priority integer")
    }
    #expect(error?.sqlState == "42501")
  }
}
