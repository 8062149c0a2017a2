import Testing

@testable import TestDatabases

@Suite("The mark of a database")
struct DatabaseMarkTests {
  private let mark = DatabaseMark(kind: .kept, session: .random(), package: "Größe \"2\"", fingerprint: "f00")

  @Test("is read from a comment as it was written")
  func roundTrip() throws {
    #expect(DatabaseMark(comment: try mark.comment()) == mark)
  }

  @Test(
    "is in no other comment",
    arguments: [
      nil, "", "default administrative connection database", "{}", "null", "[]", "swift-db-test",
      #"{"swiftDBTest":1}"#,
    ] as [String?])
  func others(comment: String?) {
    #expect(DatabaseMark(comment: comment) == nil)
  }

  @Test("of a format that came later is not taken for ours")
  func laterFormat() throws {
    var later = mark
    later.swiftDBTest = 3
    #expect(DatabaseMark(comment: try later.comment()) == nil)
  }

  @Test("says nothing that is secret")
  func noSecrets() throws {
    let names = try mark.comment().split(separator: "\"").map(String.init)
    #expect(!names.contains { $0.lowercased().contains("password") })
  }
}
