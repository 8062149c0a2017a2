import LibPQ
import MigrationRunner
import OwnTestServer
import Testing

@testable import MigrationVerification

@Suite("Verifying migrations")
struct MigrationVerifierTests {
  @Test("has nothing to say where every way back leads to what was there before")
  func exact() async throws {
    let findings = try await Verifying.findings([
      "1_a.up.sql": "CREATE TABLE a (id int PRIMARY KEY, n int DEFAULT 7)", "1_a.down.sql": "DROP TABLE a",
      "2_b.up.sql": "CREATE VIEW b AS SELECT n FROM a; COMMENT ON VIEW b IS 'x'", "2_b.down.sql": "DROP VIEW b",
    ])
    #expect(findings == [])
  }

  @Test("has nothing to say of roles that another database needs")
  func sharedRoles() async throws {
    let role = "verified_\(UInt64.random(in: 0 ..< .max))"
    try await TestServer.withDatabase { dsn in
      let other = try await Connection.open(dsn)
      try await other.execute("CREATE ROLE \(role); CREATE TABLE a (); GRANT SELECT ON a TO \(role)")
      let findings = try await Verifying.findings(
        [
          "1_a.up.sql": "CREATE ROLE \(role); CREATE TABLE a (); GRANT SELECT ON a TO \(role)",
          "1_a.down.sql": "DROP TABLE a; DROP ROLE \(role)",
        ], roles: SharedRoles(.alter))
      #expect(findings == [])
      try await other.execute("DROP TABLE a; DROP ROLE \(role)")
      await other.close()
    }
  }

  @Test("shows what a way back leaves, and blames only the migration that left it")
  func leftBehind() async throws {
    let findings = try await Verifying.findings([
      "1_a.up.sql": "CREATE TABLE a (id int)", "1_a.down.sql": "DROP TABLE a",
      "2_b.up.sql": "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE b (id int)",
      "2_b.down.sql": "DROP TABLE b", "3_c.up.sql": "CREATE TABLE c (id int)", "3_c.down.sql": "DROP TABLE c",
    ])
    #expect(findings.map(\.file) == ["Migrations/2_b.down.sql"])
    let text = try #require(findings.first).description
    #expect(text.hasPrefix("Migrations/2_b.down.sql: error: leaves another schema"))
    #expect(text.contains("-- Name: f(); Type: FUNCTION"))
    #expect(text.contains("\n+ CREATE FUNCTION public.f() RETURNS integer"))
    #expect(!text.contains("TABLE public.a"))
  }

  @Test("shows what a way back takes too much")
  func takenTooMuch() async throws {
    let findings = try await Verifying.findings([
      "1_a.up.sql": "CREATE TABLE a (id int); CREATE INDEX i ON a (id)", "1_a.down.sql": "DROP TABLE a",
      "2_b.up.sql": "CREATE TABLE b (id int)", "2_b.down.sql": "DROP TABLE b; DROP INDEX i",
    ])
    #expect(findings.map(\.file) == ["Migrations/2_b.down.sql"])
    #expect(findings.first?.description.contains("\n- CREATE INDEX i ON public.a USING btree (id);") == true)
  }

  @Test("names the migrations without a way back, where others have one")
  func missingDown() async throws {
    let findings = try await Verifying.findings([
      "1_a.up.sql": "CREATE TABLE a (id int)", "1_a.down.sql": "DROP TABLE a", "2_b.sql": "CREATE TABLE b (id int)",
    ])
    #expect(findings == [VerificationFinding(file: "Migrations/2_b.sql", kind: .noDown)])
  }

  @Test("asks for no way back where no migration has one")
  func noDowns() async throws {
    #expect(try await Verifying.findings(["1_a.sql": "CREATE TABLE a (id int)", "2_b.sql": "SELECT 1"]) == [])
  }

  @Test("points out what would keep others from a table that they use, and not what is new")
  func locks() async throws {
    let findings = try await Verifying.findings([
      "1_a.sql": "CREATE TABLE a (id int, n int); CREATE INDEX ON a (id)", "2_b.sql": "CREATE INDEX ON a (n)",
      "3_c.sql": "ALTER TABLE a ADD m int", "4_d.sql": "INSERT INTO a VALUES (1)",
      "5_e.sql": "-- no-transaction\nCREATE INDEX CONCURRENTLY ON a (n)",
    ])
    #expect(
      findings == [
        VerificationFinding(file: "Migrations/2_b.sql", kind: .blocks(table: "public.a", what: .writing)),
        VerificationFinding(file: "Migrations/3_c.sql", kind: .blocks(table: "public.a", what: .reading)),
      ])
    #expect(!findings.contains { $0.isError })
  }

  @Test("blames no way back for what a later one has left, wherever in the schema that stands")
  func blamesOne() async throws {
    let findings = try await Verifying.findings([
      "1_a.up.sql": "CREATE TABLE a (id int)", "1_a.down.sql": "DROP TABLE a",
      "2_b.up.sql": "CREATE TABLE b (id int)", "2_b.down.sql": "DROP TABLE b",
      "3_c.up.sql": "CREATE TABLE c (id int)", "3_c.down.sql": "SELECT 1",
    ])
    #expect(findings.map(\.file) == ["Migrations/3_c.down.sql"])
  }

  @Test("points out the locks of a file that has transactions of its own, or none")
  func locksOfOtherTransactions() async throws {
    let findings = try await Verifying.findings([
      "1_a.sql": "CREATE TABLE a (id int, n int); CREATE TABLE b (id int)",
      "2_b.sql": "BEGIN; ALTER TABLE a ADD m int; COMMIT; BEGIN; INSERT INTO a VALUES (1); COMMIT",
      "3_c.sql": "-- no-transaction\nCREATE INDEX ON b (id);\nALTER TABLE b ADD n int;\nVACUUM b",
    ])
    #expect(
      findings == [
        VerificationFinding(file: "Migrations/2_b.sql", kind: .blocks(table: "public.a", what: .reading)),
        VerificationFinding(file: "Migrations/3_c.sql", kind: .blocks(table: "public.b", what: .reading)),
      ])
  }

  @Test("has nothing to say of an index that a later migration makes valid")
  func validInTheEnd() async throws {
    let findings = try await Verifying.findings([
      "1_a.sql": "CREATE TABLE a (n int) PARTITION BY LIST (n); CREATE TABLE p PARTITION OF a DEFAULT",
      "2_b.sql": "CREATE INDEX i ON ONLY a (n)",
      "3_c.sql": "CREATE INDEX j ON p (n); ALTER INDEX i ATTACH PARTITION j",
    ])
    #expect(!findings.contains { $0.isError }, "\(findings)")
  }

  @Test("points out an index that is left invalid, once")
  func invalidIndexes() async throws {
    let findings = try await Verifying.findings([
      "1_a.sql": "CREATE TABLE a (id int, n int) PARTITION BY LIST (id); CREATE TABLE p PARTITION OF a DEFAULT",
      // Of a partitioned table alone: it is not valid until each partition has one.
      "2_b.sql": "CREATE TABLE t (n int); CREATE INDEX broken ON ONLY a (n)",
      "3_c.sql": "SELECT 1",
    ])
    #expect(
      findings.filter(\.isError) == [
        VerificationFinding(file: "Migrations/2_b.sql", kind: .invalidIndex("public.broken"))
      ])
  }

  @Test("ends with the error of a way back that does not run")
  func failingDown() async throws {
    await #expect(throws: MigrationError.self) {
      try await Verifying.findings(["1_a.up.sql": "CREATE TABLE a (id int)", "1_a.down.sql": "DROP TABLE b"])
    }
  }
}
