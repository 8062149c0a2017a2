import Foundation

/// A package that has its migrations embedded, and uses nothing else of swift-db-test: a copy of the fixture.
///
/// There is one for each build system, since what one has built is nothing to the other.
package struct EmbeddingPackage: Sendable {
  /// What SwiftPM builds with.
  package enum BuildSystem: String, Sendable, CaseIterable { case native, swiftbuild }

  /// The package's folder.
  package let directory: String
  private let buildSystem: BuildSystem
  private let scratch: Scratch

  /// The package as the fixture has it, but for what is built already.
  package init(_ buildSystem: BuildSystem, in scratch: Scratch = .shared) throws {
    self.buildSystem = buildSystem
    self.scratch = scratch
    directory = scratch.folder + "/embedding " + buildSystem.rawValue
    try scratch.copy(fixture: "Embedding", ["Package.swift", "Sources"], to: directory)
    try? FileManager.default.removeItem(atPath: configuration)
  }

  /// Builds the package and runs the program, which prints its migrations; no libpq can be found meanwhile.
  package func run() -> Command {
    // Without pkg-config's word on it neither its headers nor the library are found.
    let nowhere = ["PKG_CONFIG_PATH": "/nonexistent", "PKG_CONFIG_LIBDIR": "/nonexistent"]
    return Command(
      ["swift", "run", "--build-system", buildSystem.rawValue, "App"], in: directory,
      environment: scratch.environment.merging(nowhere) { $1 })
  }

  /// A migration's full path.
  package func path(of migration: String) -> String { "\(directory)/Sources/App/Migrations/\(migration)" }

  /// Writes a migration; `nil` takes it away.
  package func write(_ text: String?, to migration: String) throws {
    guard let text else { return try FileManager.default.removeItem(atPath: path(of: migration)) }
    try text.write(toFile: path(of: migration), atomically: true, encoding: .utf8)
  }

  private var configuration: String { directory + "/db-test.json" }

  /// Writes the package's `db-test.json`.
  package func configure(_ text: String) throws {
    try text.write(toFile: configuration, atomically: true, encoding: .utf8)
  }

  /// Gives a migration another name.
  package func rename(_ migration: String, to name: String) throws {
    try FileManager.default.moveItem(atPath: path(of: migration), toPath: path(of: name))
  }

  /// Takes the folder of migrations away.
  package func removeMigrations() throws {
    try FileManager.default.removeItem(atPath: directory + "/Sources/App/Migrations")
  }

  /// What was compiled of a module; native builds make folders for the others, too.
  package func built(_ module: String) -> [String] {
    let paths = FileManager.default.enumerator(atPath: directory + "/.build")?.compactMap { $0 as? String } ?? []
    return paths.filter { ["\(module).swiftmodule", "\(module).o"].contains(URL(filePath: $0).lastPathComponent) }
  }
}
