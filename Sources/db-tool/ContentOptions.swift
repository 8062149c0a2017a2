import ArgumentParser
import SQLMigrations
import TestDatabases

/// What the database is made from.
struct ContentOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of the migrations.", valueName: "folder"))
  var migrations = MigrationFolder.defaultName

  @Option(
    name: .customLong("seed"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "SQL files to run after the migrations, in this order, in place of Seeds/*.sql.", valueName: "file"))
  var seeds: [String] = []

  /// Reads the files.
  ///
  /// - Throws: `MigrationFileError`.
  func read(packageDirectory: String) throws -> Session.Contents {
    let directory = PackageDirectory(packageDirectory)
    return Session.Contents(
      migrations: try MigrationFolder(migrations, in: directory).read(),
      seeds: seeds.isEmpty
        ? try Seeds.read(in: directory) : try Seeds.read(files: seeds, in: directory))
  }
}
