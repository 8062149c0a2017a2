import SQLMigrations
import TestDatabases
import ToolConfiguration

/// What the database is made from, as far as it was said where the tool was called.
struct ContentSettings: Sendable {
  /// The folder of the migrations.
  var migrations: String?
  /// Whose conventions they follow.
  var migrationsFormat: MigrationConvention?
  /// What runs after them.
  var seeds: [String] = []

  /// Reads the files.
  ///
  /// - Parameter code: Runs the program that migrates, where the configuration names one and no flag a folder.
  /// - Throws: `MigrationFileError`.
  func read(
    packageDirectory: String, _ configuration: Configuration, code: CodeMigrations
  ) throws -> Session.Contents {
    let directory = PackageDirectory(packageDirectory)
    let files = seeds.isEmpty ? configuration.seeds : seeds
    let seeds = try files.map { try Seeds.read(files: $0, in: directory) } ?? Seeds.read(in: directory)
    if migrations == nil, migrationsFormat == nil, let setting = configuration.migrate {
      return Session.Contents(migrations: .command(try code.command(setting, in: directory)), seeds: seeds)
    }
    return Session.Contents(migrations: .files(try folder(in: directory, configuration).read()), seeds: seeds)
  }

  /// The folder of the migrations.
  func folder(in directory: PackageDirectory, _ configuration: Configuration) throws -> MigrationFolder {
    MigrationFolder(
      migrations ?? configuration.migrations ?? MigrationFolder.defaultName, in: directory,
      convention: try migrationsFormat ?? configuredFormat(configuration, in: directory),
      placeholders: configuration.placeholders)
  }

  private func configuredFormat(
    _ configuration: Configuration, in directory: PackageDirectory
  ) throws -> MigrationConvention? {
    try configuration.migrationsFormat.map { name in
      if let known = MigrationConvention(rawValue: name) { return known }
      let place = try Configuration.places(packageDirectory: directory.path)["migrationsFormat"]
      let suffix = place.map { ":\($0.line):\($0.column)" } ?? ""
      return try MigrationConvention(named: name, in: Configuration.fileName + suffix)
    }
  }
}
