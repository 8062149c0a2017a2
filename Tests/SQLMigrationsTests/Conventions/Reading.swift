import SQLMigrations
import Testing

/// Reads folders of these files.
enum Reading {
  /// The migrations, by the files' names in the folder.
  static func migrations(
    _ files: [String: String], as convention: MigrationConvention? = nil, placeholders: [String: String] = [:]
  ) throws -> [Migration] {
    let scratch = try ScratchFolder(
      Dictionary(uniqueKeysWithValues: files.map { ("Migrations/\($0)", $1) }))
    return try MigrationFolder(in: scratch.directory, convention: convention, placeholders: placeholders).read()
      .migrations
  }

  /// The error that reading ends with.
  static func error(
    _ files: [String: String], as convention: MigrationConvention? = nil
  ) throws -> MigrationFileError {
    try #require(throws: MigrationFileError.self) { try migrations(files, as: convention) }
  }
}
