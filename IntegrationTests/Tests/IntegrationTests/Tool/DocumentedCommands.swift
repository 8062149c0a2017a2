import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  /// What people are told to type works, in the order in which it stands there.
  @Suite struct DocumentedCommands {
    private let package: DocumentedPackage

    init() async throws {
      _ = try await Consumer.ready(by: .tool)
      package = try DocumentedPackage.shared.get()
    }

    @Test(arguments: [
      "README.md", "Documentation/Editors.md", "Examples/Shop/README.md", "Examples/Service/README.md",
      "Examples/XCTestOnly/README.md", "Sources/DBTesting/DBTesting.docc/FirstTest.md",
      "Sources/DBTesting/DBTesting.docc/Roles.md", "Sources/db-tool/db-tool.docc/db-tool.md",
    ])
    func eachSucceeds(document: String) async throws {
      let server = try await GivenServer.shared.value
      // What sets this package itself up is how its tests are run.
      let lines = try ShellBlock.all(in: document).flatMap(\.lines).filter { !$0.command.hasPrefix("scripts/") }
      #expect(!lines.isEmpty)
      for line in lines {
        _ = try await server.query("DROP DATABASE IF EXISTS my_tests")
        _ = try await server.query("CREATE DATABASE my_tests OWNER creator")
        let dsn = server.dsn(.creator, database: line.command.contains("--existing") ? "my_tests" : "postgres")
        let ended = try await package.command(line, dsn: dsn).run(within: .build)
        #expect(ended.isSuccess, "\(line.place): \(line.command)\n\(ended)")
      }
      _ = try await Consumer.ready(by: .tool).dbReset(["--stop"]).run()
      for database in ["my_tests", "consumer_test"] {
        _ = try await server.query("DROP DATABASE IF EXISTS \(database)")
      }
      try await expectNothing(Remains(on: server))
    }

    @Test func everyPageWithCommandsForAnybodysPackageIsAmongThem() throws {
      let folders = ["Sources/DBTesting/DBTesting.docc", "Sources/db-tool/db-tool.docc", "Documentation"]
      // It is about this package's own tests.
      let others: Set = ["Documentation/Exactness.md"]
      let pages = try folders.flatMap { folder in
        try FileManager.default.contentsOfDirectory(atPath: "\(Scratch.checkout)/\(folder)")
          .filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }
      }
      let withCommands = try pages.filter { try !ShellBlock.all(in: $0).isEmpty && !others.contains($0) }
      #expect(
        withCommands.sorted() == [
          "Documentation/Editors.md", "Sources/DBTesting/DBTesting.docc/FirstTest.md",
          "Sources/DBTesting/DBTesting.docc/Roles.md", "Sources/db-tool/db-tool.docc/db-tool.md",
        ])
    }
  }
}
