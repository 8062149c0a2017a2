package import SQLMigrations
internal import ToolConfiguration

/// The folder of a target's migrations, in the format that `db-test.json` says, where it is of this very folder that it does.
package enum TargetFolder {
  /// - Parameters:
  ///   - path: The folder's path.
  ///   - directory: The package that it belongs to.
  /// - Throws: `Diagnostic`, about `db-test.json`.
  package static func find(_ path: String, in directory: PackageDirectory) throws(Diagnostic) -> MigrationFolder {
    let folder = MigrationFolder(path, in: directory)
    do {
      let configuration = try Configuration.read(packageDirectory: directory.path)
      let configured = MigrationFolder(configuration.migrations ?? MigrationFolder.defaultName, in: directory)
      guard configured.isSame(as: folder) else { return folder }
      let format = try configuration.migrationsFormat.map {
        try MigrationConvention(named: $0, in: Configuration.fileName)
      }
      return MigrationFolder(path, in: directory, convention: format, placeholders: configuration.placeholders)
    } catch {
      let file = directory.fullPath(Configuration.fileName)
      switch error {
      case let error as ConfigurationError:
        throw Diagnostic(
          severity: .error, file: file, place: error.place.map { .init(line: $0.line, column: $0.column) },
          message: error.message)
      case let error as MigrationFileError:
        let place = (try? Configuration.places(packageDirectory: directory.path))?["migrationsFormat"]
        throw Diagnostic(
          severity: .error, file: file, place: place.map { .init(line: $0.line, column: $0.column) },
          message: error.message)
      default: throw Diagnostic(severity: .error, file: file, place: nil, message: "\(error)")
      }
    }
  }
}
