import EmbeddedPostgres
import ProcessTestTools
import Testing

@Suite("What is kept in a cache")
struct ClusterSurveyTests {
  @Test("is told by version and size, and other folders are passed over")
  func entries() throws {
    let cache = try TemporaryFolder()
    try cache.write("15\n", to: "postgresql-15-aa/data/PG_VERSION")
    try cache.write(String(repeating: "x", count: 5000), to: "postgresql-15-aa/data/base/1/1")
    try cache.makeFolder("postgresql-16-bb")
    try cache.write("15\n", to: "other/data/PG_VERSION")
    let entries = ClusterSurvey.entries(cache: cache.path)
    #expect(entries.map(\.name) == ["postgresql-15-aa", "postgresql-16-bb"])
    #expect(entries.map(\.version) == ["15", nil])
    #expect(entries.map(\.size) == [5003, 0])
    #expect(entries.allSatisfy { !$0.isRunning && !$0.staysUp })
  }

  @Test("is nothing where the cache is not there")
  func none() throws {
    #expect(ClusterSurvey.entries(cache: try TemporaryFolder().path("none")).isEmpty)
  }
}
