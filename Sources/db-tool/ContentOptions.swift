import ArgumentParser
import SQLMigrations
import TestDatabases
import ToolConfiguration

/// What the database is made from.
struct ContentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the migrations. (default: \(MigrationFolder.defaultName))", valueName: "folder"))
  var migrations: String?

  @Option(
    name: .customLong("seed"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "SQL files to run after the migrations, in this order, in place of Seeds/*.sql.", valueName: "file"))
  var seeds: [String] = []

  /// Reads the files.
  ///
  /// - Throws: `MigrationFileError`.
  func read(packageDirectory: String, _ configuration: Configuration) throws -> Session.Contents {
    let directory = PackageDirectory(packageDirectory)
    let folder = migrations ?? configuration.migrations ?? MigrationFolder.defaultName
    let files = seeds.isEmpty ? configuration.seeds : seeds
    return Session.Contents(
      migrations: try MigrationFolder(folder, in: directory).read(),
      seeds: try files.map { try Seeds.read(files: $0, in: directory) } ?? Seeds.read(in: directory))
  }
}
