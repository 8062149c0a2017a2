import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

@Suite("The tests' role on a given server")
struct TestsRoleOnAGivenServerTests {
  /// A server where the databases' owner is the role of the environment.
  private func server() async throws -> DatabaseServer {
    try await DatabaseServer.given(TestServer.administrator().url, source: "--dsn")
  }

  private func failure(_ role: String, password: String? = nil) async throws -> SessionError? {
    let server = try await server()
    return await #expect(throws: SessionError.self) {
      _ = try await server.runningTests(as: role, password: password)
    }
  }

  @Test("is the owner where nobody names another, or the owner itself")
  func none() async throws {
    let server = try await server()
    for role in [nil, server.ownerName] {
      let same = try await server.runningTests(as: role, password: "unused")
      #expect(!same.testsHaveOtherRole)
      #expect(same.dsn(database: "x") == server.dsn(database: "x"))
    }
  }

  @Test("stands in the tests' DSN with its own password, and in no other")
  func dsn() async throws {
    try await OtherRole.with { role in
      let owner = try TestServer.dsn().replacing(["dbname": nil])
      let server = try await DatabaseServer(
        origin: .given, administrator: TestServer.administrator(), owner: owner, version: ""
      ).runningTests(as: role.name, password: role.password)
      #expect(server.testsHaveOtherRole)
      let tests = server.dsn(database: "x")
      #expect(tests == owner.replacing(["dbname": "x", "user": role.name, "password": role.password]))
      #expect(server.readerDSN(database: "x")["user"] == owner["user"])
      #expect(server.visitorsDSN(database: "x")["user"] == owner["user"])
      #expect(server.ownerDSN(database: "x", session: .random())["user"] == owner["user"])
    }
  }

  @Test("is refused where it isn't there, with the statement that makes it")
  func missing() async throws {
    let error = try await failure("No \"such\" role")
    #expect(error?.code == .unsuitableRole)
    #expect(error?.description.contains(#"CREATE ROLE "No ""such"" role" LOGIN PASSWORD '…'"#) == true)
    #expect(error?.description.contains("DB_TEST_ROLE_PASSWORD") == true)
  }

  @Test("is refused where it may not log in, with the statement that allows it")
  func noLogin() async throws {
    try await OtherRole.with("NOLOGIN") { role in
      let error = try await failure(role.name, password: role.password)
      #expect(error?.code == .unsuitableRole)
      #expect(error?.description.contains("ALTER ROLE \(role.quoted) LOGIN") == true)
    }
  }

  @Test("is refused where its password is another, without a word of either")
  func wrongPassword() async throws {
    try await OtherRole.with { role in
      let owner = try TestServer.dsn().replacing(["dbname": nil, "password": "geheim-8"])
      let server = try DatabaseServer(
        origin: .given, administrator: TestServer.administrator(), owner: owner, version: "")
      for password in [nil, "geheim-9"] {
        let error = await #expect(throws: SessionError.self) {
          _ = try await server.runningTests(as: role.name, password: password)
        }
        #expect(error?.code == .unsuitableRole)
        #expect(error?.description.contains("DB_TEST_ROLE_PASSWORD") == true)
        #expect(error?.description.contains("geheim") == false)
      }
    }
  }

  @Test("is refused where its connections could not be ended, with the statement that allows it")
  func notGoverned() async throws {
    try await OtherRole.with("LOGIN CREATEDB") { maker in
      try await OtherRole.with { role in
        let dsn = try TestServer.dsn().replacing(["user": maker.name, "password": maker.password])
        let server = try await DatabaseServer.given(dsn.url, source: "--dsn")
        let error = await #expect(throws: SessionError.self) {
          _ = try await server.runningTests(as: role.name, password: role.password)
        }
        #expect(error?.code == .unsuitableRole)
        let grant = "GRANT \(role.quoted) TO \(maker.quoted)"
        #expect(error?.description.contains(grant) == true)
        try await TestServer.administrate { try await $0.execute(grant) }
        #expect(try await server.runningTests(as: role.name, password: role.password).testsHaveOtherRole)
      }
    }
  }

  @Test("is refused with a name that a server would cut off, or that has none", arguments: [0, 64])
  func length(_ length: Int) async throws {
    #expect(try await failure(String(repeating: "x", count: length))?.code == .unsuitableRole)
  }
}
