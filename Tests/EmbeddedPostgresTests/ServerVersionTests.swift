import EmbeddedPostgres
import Testing

@Suite("A server's version")
struct ServerVersionTests {
  @Test(
    "is read from what the server says of itself",
    arguments: [
      ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", 15, 18),
      ("postgres (PostgreSQL) 16.4\n", 16, 4),
      ("postgres (PostgreSQL) 17.5 (Homebrew)\n", 17, 5), ("postgres (PostgreSQL) 18beta1\n", 18, -1),
      ("postgres (PostgreSQL) 18rc1 (Debian 18~rc1-1.pgdg12+1)", 18, -1),
      ("postgres (PostgreSQL) 19devel", 19, -1),
      ("postgres (PostgreSQL) 9.6.24\n", 9, -1), ("postgres (PostgreSQL) 18.0\n", 18, 0),
    ])
  func parsing(text: String, major: Int, minor: Int) {
    #expect(ServerVersion(printedBy: text) == ServerVersion(major: major, minor: minor))
  }

  @Test(
    "is not read from anything else",
    arguments: [
      "", "15.18", "postgres (PostgreSQL) ", "postgres (PostgreSQL) x15", "mysqld  Ver 8.0",
      "(PostgreSQL) -1",
    ])
  func garbage(text: String) {
    #expect(ServerVersion(printedBy: text) == nil)
  }

  @Test("is later by its numbers, not its letters, and released is later than not yet released")
  func ordering() {
    let ordered = [(9, -1), (15, 2), (15, 18), (16, 0), (18, -1), (18, 0), (100, 0)].map(ServerVersion.init)
    #expect(ordered.shuffled().sorted() == ordered)
  }

  @Test("is written as people write it")
  func description() {
    #expect("\(ServerVersion(major: 15, minor: 18))" == "15.18")
    #expect("\(ServerVersion(major: 18, minor: 0))" == "18.0")
    #expect("\(ServerVersion(major: 18, minor: -1))" == "18")
  }
}
