import LibPQ
import Testing

@testable import EmbeddedPostgres

extension ServerTests {
  @Suite("A verifier of a password")
  struct SCRAMVerifierTests {
    private static let passwords = [
      "0123456789abcdef", "p", "it's \"quoted\" \\ %40", String(repeating: "long", count: 100),
    ]

    @Test("lets that password in by TCP and no other, for one iteration or many", arguments: [1, 2, 4096])
    func login(iterations: Int) async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        let admin = try await Connection.open(server.superuser)
        for (number, password) in Self.passwords.enumerated() {
          let verifier = SCRAMVerifier.make(
            password: password, salt: (0..<16).map { UInt8($0 * 16 + number) }, iterations: iterations)
          try await admin.execute("CREATE ROLE r\(number) LOGIN PASSWORD '\(verifier)'")
          let stored = "SELECT rolpassword FROM pg_authid WHERE rolname = 'r\(number)'"
          #expect(
            try await admin.query(stored).firstValue == verifier, "it is stored as it is, not hashed again")
          let dsn = server.owner.replacing(["user": "r\(number)", "password": password, "dbname": "postgres"])
          #expect(try await Cache.value("SELECT current_user", dsn) == "r\(number)")
          await #expect(throws: PostgresError.self) {
            try await Cache.value("SELECT 1", dsn.replacing(["password": password + "x"]))
          }
        }
        await admin.close()
      }
    }

    @Test("is the one that the server makes of the same password, salt and iterations")
    func sameAsServer() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        let admin = try await Connection.open(server.superuser)
        for password in Self.passwords {
          let literal = try await admin.quoted(literal: password)
          try await admin.execute("DROP ROLE IF EXISTS r; CREATE ROLE r PASSWORD \(literal)")
          let row = try #require(
            try await admin.query(
              """
              SELECT rolpassword, split_part(split_part(rolpassword, ':', 1), '$', 2),
                encode(decode(split_part(split_part(rolpassword, ':', 2), '$', 1), 'base64'), 'hex')
              FROM pg_authid WHERE rolname = 'r'
              """
            ).rows.first)
          let digits = Array(try #require(row[2]))
          let salt = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
          }
          let iterations = try #require(row[1].flatMap { Int($0) })
          #expect(SCRAMVerifier.make(password: password, salt: salt, iterations: iterations) == row[0])
        }
        await admin.close()
      }
    }
  }
}
