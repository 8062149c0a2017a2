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
    let seeds = try readSeeds(in: directory, configuration)
    if migrations == nil, migrationsFormat == nil, let setting = configuration.migrate {
      return Session.Contents(migrations: .command(try code.command(setting, in: directory)), seeds: seeds)
    }
    return Session.Contents(migrations: .files(try readMigrations(in: directory, configuration)), seeds: seeds)
  }

  /// Reads the migrations' files.
  ///
  /// - Throws: `MigrationFileError`.
  func readMigrations(in directory: PackageDirectory, _ configuration: Configuration) throws -> MigrationPlan {
    try read("migrations", ofConfiguration: migrations == nil && configuration.migrations != nil, in: directory) {
      try folder(in: directory, configuration).read()
    }
  }

  /// Reads the seeds.
  ///
  /// - Throws: `MigrationFileError`.
  func readSeeds(in directory: PackageDirectory, _ configuration: Configuration) throws -> Seeds {
    guard let files = seeds.isEmpty ? configuration.seeds : seeds else { return try Seeds.read(in: directory) }
    return try read("seeds", ofConfiguration: seeds.isEmpty, in: directory) {
      try Seeds.read(files: files, in: directory)
    }
  }

  /// Reads something, and where it is not there, says where the configuration names it.
  private func read<Value>(
    _ key: String, ofConfiguration: Bool, in directory: PackageDirectory, _ work: () throws -> Value
  ) throws -> Value {
    do { return try work() } catch let error as MigrationFileError
      where ofConfiguration && [.folderMissing, .folderEmpty, .unreadable].contains(error.code)
    { throw error.named(at: try place(of: key, in: directory)) }
  }

  /// Where a key stands in the configuration: `db-test.json:2:3`.
  private func place(of key: String, in directory: PackageDirectory) throws -> String {
    let place = try Configuration.places(packageDirectory: directory.path)[key]
    return Configuration.fileName + (place.map { ":\($0.line):\($0.column)" } ?? "")
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
      return try MigrationConvention(named: name, in: place(of: "migrationsFormat", in: directory))
    }
  }
}
