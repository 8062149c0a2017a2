import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  /// What people are told to type works, in the order in which it stands there.
  @Suite struct DocumentedCommands {
    private let package: DocumentedPackage
    private static let documents = [
      "README.md", "Documentation/Editors.md", "Examples/Shop/README.md", "Examples/Service/README.md",
      "Examples/XCTestOnly/README.md", "Sources/DBTesting/DBTesting.docc/FirstTest.md",
      "Sources/DBTesting/DBTesting.docc/Roles.md", "Sources/db-tool/db-tool.docc/db-tool.md",
    ]

    init() async throws {
      _ = try await Consumer.ready(by: .tool)
      package = try DocumentedPackage.shared.get()
    }

    @Test(arguments: Self.documents)
    func eachSucceeds(document: String) async throws {
      let server = try await GivenServer.shared.value
      // What sets this package itself up is how its tests are run.
      let commands = try DocumentedCommand.all(in: document).filter { !$0.text.hasPrefix("scripts/") }
      #expect(!commands.isEmpty)
      for command in commands {
        _ = try await server.query("DROP DATABASE IF EXISTS my_tests")
        _ = try await server.query("CREATE DATABASE my_tests OWNER creator")
        let dsn = server.dsn(.creator, database: command.text.contains("--existing") ? "my_tests" : "postgres")
        let ended = try await package.command(command, dsn: dsn).run(within: .build)
        #expect(ended.isSuccess, "\(command.place): \(command.text)\n\(ended)")
      }
      _ = try await Consumer.ready(by: .tool).dbReset(["--stop"]).run()
      for database in ["my_tests", "consumer_test"] {
        _ = try await server.query("DROP DATABASE IF EXISTS \(database)")
      }
      try await expectNothing(Remains(on: server))
    }

    @Test func everyPageWithCommandsForAnybodysPackageIsAmongThem() throws {
      let folders = ["Sources/DBTesting/DBTesting.docc", "Sources/db-tool/db-tool.docc", "Documentation"]
      let pages = try folders.flatMap { folder in
        try FileManager.default.contentsOfDirectory(atPath: "\(Scratch.checkout)/\(folder)")
          .filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }
      }
      // That one is about this package's own tests.
      let known = Set(Self.documents + ["Documentation/Exactness.md"])
      #expect(try pages.filter { try !DocumentedCommand.all(in: $0).isEmpty && !known.contains($0) } == [])
    }
  }
}
