import Testing

@testable import ToolConfiguration

@Suite("Environment variables")
struct VariableTyposTests {
  private let typos = VariableTypos(
    known: ["DB_TEST_CACHE", "DB_TEST_POSTGRES_BIN", "POSTGRES_DSN", "POSTGRES_DSN_ORIGINAL"], prefix: "DB_TEST_")

  @Test("that begin as ours do and mean nothing are named, with the nearest one where there is one")
  func ownPrefix() {
    #expect(
      typos.typos(among: ["PATH", "DB_TEST_CACH", "DB_TEST_POSTGRES_BINARIES", "DB_TEST_CACHE", "DB_TEST_Q"]) == [
        .init(given: "DB_TEST_CACH", meant: "DB_TEST_CACHE"),
        .init(given: "DB_TEST_POSTGRES_BINARIES", meant: "DB_TEST_POSTGRES_BIN"),
        .init(given: "DB_TEST_Q", meant: "DB_TEST_CACHE"),
      ])
  }

  @Test("of others are only named where they are a letter or two away")
  func others() {
    #expect(
      typos.typos(among: ["POSTGRES_DSN_ORIGNAL", "POSTGRES_DB", "POSTGRES_USER", "DATABASE_URL", "POSTGRES_DSN"])
        .map(\.given) == ["POSTGRES_DSN_ORIGNAL"])
  }
}
