import IntegrationHarness
import Testing

extension Integration {
  /// `MigrationsBuildTool`: what is in a target's folder is in the program, or the build fails.
  @Suite(.preparedScratch()) struct Embedding {
    /// Builds the package and runs its program.
    private func run(_ package: EmbeddingPackage) async throws -> Ended {
      try await package.run().run(within: .firstBuild)
    }

    /// Runs the program, and returns a line for each migration in it.
    private func migrations(in package: EmbeddingPackage) async throws -> [String] {
      let ended = try await run(package)
      guard ended.isSuccess else { throw Unexpected("\(ended)") }
      #expect(!ended.output.contains("unhandled"), "\(ended)")
      return ended.standardOutput.split(separator: "\n").map(String.init).filter { $0.contains(" up ") }
    }

    private func line(_ migration: String, up: String, down: String? = nil) -> String {
      func digits(_ text: String) -> String { text.utf8.map { String($0, radix: 16) }.joined(separator: ".") }
      return "\(migration) up \(digits(up)) down \(down.map(digits) ?? "none")"
    }

    private let product = "CREATE TABLE product (\n  name text PRIMARY KEY\n);\n"

    @Test(arguments: EmbeddingPackage.BuildSystem.allCases)
    func theProgramHasEachTextAsItIs(system: EmbeddingPackage.BuildSystem) async throws {
      let package = try EmbeddingPackage(system)
      let text =
        "-- \\(x) \\\\ \"\"\" \"\"\"\"# é 👩‍👧 \u{202E}\u{2028}\u{FEFF}\r\n\tSELECT '\\n', \"\"\"\"\"\" \r\n  \n\""
      try package.write(text + "\"", to: "0002_odd.up.sql")
      try package.write("\n", to: "0002_odd.down.sql")
      try package.write("", to: "0010_empty.sql")
      let ended = try await run(package)
      let lines = ended.standardOutput.split(separator: "\n").map(String.init)
      #expect(
        lines.prefix(3) == [
          line("1 0001_product", up: product), line("2 0002_odd", up: text + "\"", down: "\n"),
          line("10 0010_empty", up: ""),
        ], "\(ended)")
      #expect(lines.last?.hasPrefix("latest 10, fingerprint ") == true, "\(ended)")
      #expect(lines.last?.hasSuffix(", legacy 20010101") == true, "\(ended)")
      #expect(
        ended.output.contains(
          package.path(of: "0001_product.sql") + ":1:1: warning: '0001_product' can't be taken back"), "\(ended)")
    }

    @Test(arguments: EmbeddingPackage.BuildSystem.allCases)
    func itNeedsNothingOfLibpq(system: EmbeddingPackage.BuildSystem) async throws {
      let package = try EmbeddingPackage(system)
      let ended = try await run(package)
      #expect(ended.isSuccess && !ended.output.contains("libpq"), "\(ended)")
      #expect(!package.built("SQLMigrations").isEmpty)
      for module in ["LibPQ", "ArgumentParser", "db_tool"] {
        #expect(package.built(module).isEmpty)
      }
    }

    @Test(arguments: EmbeddingPackage.BuildSystem.allCases)
    func everyChangeIsNoticed(system: EmbeddingPackage.BuildSystem) async throws {
      let package = try EmbeddingPackage(system)
      let one = line("1 0001_product", up: product)
      #expect(try await migrations(in: package) == [one])
      try package.write("SELECT 2;", to: "0002_review.sql")
      #expect(try await migrations(in: package) == [one, line("2 0002_review", up: "SELECT 2;")])
      try package.write("SELECT 22;", to: "0002_review.sql")
      #expect(try await migrations(in: package) == [one, line("2 0002_review", up: "SELECT 22;")])
      try package.write("SELECT 0;", to: "0002_review.down.sql")
      #expect(try await migrations(in: package) == [one, line("2 0002_review", up: "SELECT 22;", down: "SELECT 0;")])
      try package.write(nil, to: "0002_review.down.sql")
      try package.rename("0002_review.sql", to: "0003_review.sql")
      #expect(try await migrations(in: package) == [one, line("3 0003_review", up: "SELECT 22;")])
      try package.write(nil, to: "0003_review.sql")
      #expect(try await migrations(in: package) == [one])
    }

    @Test(arguments: EmbeddingPackage.BuildSystem.allCases)
    func theFormatMayStandInTheConfiguration(system: EmbeddingPackage.BuildSystem) async throws {
      let package = try EmbeddingPackage(system)
      try package.configure("{ migrations: 'Sources/App/Migrations', migrationsFormat: 'rails' }")
      let ended = try await run(package)
      #expect(
        !ended.isSuccess && ended.output.contains("db-test.json:1:41: error: no format of migrations"), "\(ended)")
      try package.configure("{ migrations: 'Sources/App/Migrations', migrationsFormat: 'sqlx' }")
      #expect(try await migrations(in: package) == [line("1 0001_product", up: product)])
    }

    @Test(arguments: EmbeddingPackage.BuildSystem.allCases)
    func whatIsWrongIsAnErrorOfTheCompilerUntilItIsPutRight(system: EmbeddingPackage.BuildSystem) async throws {
      let package = try EmbeddingPackage(system)
      try package.write("SELECT 2;\n  SELECT 'open", to: "0002_review.sql")
      try package.write("SELECT 2;", to: "0002_stock.sql")
      let ended = try await run(package)
      #expect(!ended.isSuccess, "\(ended)")
      #expect(ended.output.contains(package.path(of: "0002_stock.sql") + ":1:1: error: version 2 is also"), "\(ended)")
      #expect(ended.output.contains(package.path(of: "0002_review.sql") + ":2:10: error: a quoted string"), "\(ended)")
      try package.write(nil, to: "0002_stock.sql")
      try package.write("SELECT 2;", to: "0002_review.sql")
      #expect(try await migrations(in: package).last == line("2 0002_review", up: "SELECT 2;"))
    }

    @Test(arguments: EmbeddingPackage.BuildSystem.allCases)
    func aTargetWithoutMigrationsIsToldWhereTheyAreLookedFor(system: EmbeddingPackage.BuildSystem) async throws {
      let package = try EmbeddingPackage(system)
      try package.removeMigrations()
      let ended = try await run(package)
      #expect(!ended.isSuccess, "\(ended)")
      #expect(
        ended.output.contains(package.directory + "/Sources/App/Migrations: error: no such folder"), "\(ended)")
    }
  }
}
