import ArgumentParser
import SQLMigrations

/// The options that say what the database is made from.
struct ContentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the migrations. (default: \(MigrationFolder.defaultName))", valueName: "folder"),
    completion: .directory)
  var migrations: String?

  @Option(
    help: ArgumentHelp(
      "The format of the migrations, where it can't be told from the files: plain for numbered SQL files, or the name of "
        + "the tool that they are written for.",
      valueName: "name"))
  var migrationsFormat: MigrationConvention?

  @Option(
    name: .customLong("seed"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "SQL files to run after the migrations, in this order, in place of Seeds/*.sql.", valueName: "file"),
    completion: .file(extensions: ["sql"]))
  var seeds: [String] = []

  /// What they say.
  var settings: ContentSettings {
    ContentSettings(migrations: migrations, migrationsFormat: migrationsFormat, seeds: seeds)
  }
}

extension MigrationConvention: ExpressibleByArgument {}
