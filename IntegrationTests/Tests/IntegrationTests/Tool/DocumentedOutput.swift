import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  /// What the README shows is what is printed.
  @Suite struct DocumentedOutput {
    private let consumer: Consumer
    private let package: String

    init() async throws {
      consumer = try await Consumer.ready(by: .tool)
      package = Scratch.shared.folder + "/Shop"
      try? FileManager.default.removeItem(atPath: package)
      try write("// swift-tools-version: 6.2\nlet package = Package(name: \"Shop\")\n", to: "Package.swift")
    }

    /// A block of the README that shows something, without what it is indented by.
    private func block(with text: String) throws -> [String] {
      let readme = try String(contentsOfFile: Scratch.checkout + "/README.md", encoding: .utf8)
      let blocks = readme.components(separatedBy: "```").enumerated()
        .filter { $0.offset % 2 == 1 && $0.element.hasPrefix("text\n") }.map(\.element)
      let block = try #require(blocks.first { $0.contains(text) })
      return block.components(separatedBy: "\n").dropFirst().dropLast()
    }

    private func write(_ text: String, to file: String) throws {
      let path = URL(filePath: "\(package)/\(file)")
      try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: path, atomically: true, encoding: .utf8)
    }

    private func dbTool(_ arguments: [String], environment: [String: String] = [:]) async throws -> Ended {
      try await consumer.dbTool(arguments, environment: environment, in: package).run()
    }

    @Test func namesOfMigrationsAreRead() async throws {
      let names = try block(with: "0001_product.up.sql").joined(separator: " ")
        .split(separator: " ").filter { $0.hasPrefix("Migrations/") }
      #expect(names.count == 4)
      for (number, name) in names.enumerated() {
        let (verb, word) = name.hasSuffix(".down.sql") ? ("DROP", "") : ("CREATE", " ()")
        try write("\(verb) TABLE t\(name.hasSuffix(".down.sql") ? 0 : number)\(word);\n", to: String(name))
      }
      let ended = try await dbTool(
        ["exec", "-q", "--", "sh", "-c", "psql \"$POSTGRES_DSN\" -Atc \"$QUERY\""],
        environment: ["QUERY": "SELECT count(*) FROM swift_db_test.migrations"])
      #expect(ended.standardOutput == "3\n", "\(ended)")
      try await expectNothing()
    }

    @Test func failedMigrationIsShownAsItIs() async throws {
      let shown = try block(with: "0007_totals.sql")
      try write(
        "CREATE TABLE \"order\" (total int);\nCREATE TABLE totals (day date, total int);\n",
        to: "Migrations/0001_order.sql")
      let line = try #require(shown.dropFirst().first)
      try write(
        "-- What was sold each day.\n\n\n\n\n\nINSERT INTO totals (day, total)\n\(line)\nFROM \"order\";\n",
        to: "Migrations/0007_totals.sql")
      let ended = try await dbTool(["exec", "--", "true"])
      #expect(ended.output.contains(shown.joined(separator: "\n") + "\n"), "\(ended)")
      try await expectNothing()
    }

    @Test func doctorsFindingsAreShownAsTheyAre() async throws {
      let shown = try block(with: "DB_TEST_CACH ")
      try write("{\n  role: 'app'\n}\n", to: "db-test.json")
      try write("CREATE TABLE a ();\n", to: "Migrations/0001_a.sql")
      let ended = try await dbTool(["doctor", "--migrations", "Migration"], environment: ["DB_TEST_CACH": "/tmp"])
      #expect(ended.ending == .exited(1), "\(ended)")
      let lines = ended.standardOutput.split(separator: "\n")
      for line in shown where !line.isEmpty {
        // Which one is installed, and where the package is, is the reader's.
        let expected = line.replacing("/home/me/Shop", with: package)
        if line.contains("PostgreSQL ") {
          #expect(lines.contains { $0.wholeMatch(of: #/  ✓ PostgreSQL        [\d.]+ in /.*/#) != nil }, "\(ended)")
        } else {
          #expect(lines.contains(Substring(expected)), "\(line)\n\(ended)")
        }
      }
    }
  }
}
