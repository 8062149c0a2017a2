import SQLMigrations
import Testing

@Suite("A plan's fingerprints")
struct FingerprintTests {
  private let start = Fingerprint(of: [])

  private func chain(_ files: [String: String], from start: Fingerprint? = nil) throws -> [Fingerprint] {
    let scratch = try ScratchFolder(
      Dictionary(uniqueKeysWithValues: files.map { ("Migrations/\($0.key)", $0.value) }))
    return try MigrationFolder(in: scratch.directory).read().fingerprints(startingFrom: start ?? self.start)
  }

  @Test("stay the same up to the first file that differs, and differ from there on")
  func chain() throws {
    let before = try chain(["1_a.sql": "a", "2_b.sql": "b", "3_c.sql": "c"])
    let after = try chain(["1_a.sql": "a", "2_b.sql": "B", "3_c.sql": "c"])
    #expect(before[0] == after[0])
    #expect(before[1] != after[1])
    #expect(before[2] != after[2])
    #expect(try chain(["1_a.sql": "a", "2_b.sql": "b"]) == Array(before.prefix(2)))
  }

  @Test("depend on names and on what they start from")
  func namesAndStart() throws {
    let one = try chain(["1_a.sql": "a"])
    #expect(try chain(["1_b.sql": "a"]) != one)
    #expect(try chain(["1_a.sql": "a"], from: Fingerprint(of: [1])) != one)
  }

  @Test("don't depend on line ends, on byte order marks, on downs, or on how an up is called")
  func indifferent() throws {
    let one = try chain(["1_a.sql": "a\nb\n"])
    #expect(try chain(["1_a.sql": "a\r\nb\r\n"]) == one)
    #expect(try chain(["1_a.sql": "\u{FEFF}a\nb\n"]) == one)
    #expect(try chain(["1_a.up.sql": "a\nb\n", "1_a.down.sql": "c"]) == one)
  }

  @Test("tell apart what would be the same text when put together")
  func unambiguous() {
    #expect(Fingerprint(parts: [[1], [2, 3]]) != Fingerprint(parts: [[1, 2], [3]]))
    #expect(Fingerprint(parts: [[1], []]) != Fingerprint(parts: [[1]]))
  }

  @Test("are what sha256sum says, for one file alone")
  func description() {
    #expect(
      Fingerprint(of: Array("abc".utf8)).description
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
