import IntegrationHarness
import Testing

extension Integration.Tool {
  @Suite struct Templates {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    @Test func unchangedMigrationsAreNotRunAgainUnlessToldTo() async throws {
      let first = try await consumer.dbTest(["--verbose", "--fresh"]).run(within: .build)
      #expect(first.isSuccess && first.output.contains("migration 2 of 2"), "\(first)")
      let second = try await consumer.dbTest(["--verbose"]).run()
      #expect(second.isSuccess && !second.output.contains("migration 1 of 2"), "\(second)")
      #expect(second.output.contains("2 migrations, 1 seed, unchanged since an earlier run"), "\(second)")
      let without = try await consumer.dbTest(["--verbose", "--templates", "0"]).run()
      #expect(without.isSuccess && without.output.contains("migration 1 of 2"), "\(without)")
      try await expectNothing()
    }

    @Test func templatesAreListedAndRemoved() async throws {
      _ = try await consumer.dbTest().run(within: .build)
      func templates(_ arguments: [String] = []) async throws -> Ended {
        try await consumer.dbTool(["templates"] + arguments).run()
      }
      let listed = try await templates()
      #expect(listed.isSuccess, "\(listed)")
      let lines = listed.standardOutput.split(separator: "\n").filter { $0.hasPrefix("dbt_tpl_") }
      #expect(
        lines.contains { $0.contains("consumer, 2 migrations to ") && $0.hasSuffix("review.up.sql, 1 seed") },
        "\(listed)")
      let name = String(lines.first?.prefix { $0 != " " } ?? "")
      let removed = try await templates(["--remove", name])
      #expect(removed.isSuccess && removed.standardOutput.contains("removed \(name)"), "\(removed)")
      let unknown = try await templates(["--remove", name])
      #expect(!unknown.isSuccess && unknown.output.contains("there is no template \(name)"), "\(unknown)")
      _ = try await templates(["--remove"])
      #expect(try await templates().standardOutput.contains("there are no templates"))
      try await expectNothing()
    }
  }
}
