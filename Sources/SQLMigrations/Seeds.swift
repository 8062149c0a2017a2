/// SQL files with data that the tests find in their database, run after the migrations.
package struct Seeds: Sendable, Hashable {
  /// What is run, in this order.
  package let scripts: [SQLScript]

  /// Where seeds are looked for when nobody says where.
  package static let defaultFolder = "Seeds"

  package init(scripts: [SQLScript]) { self.scripts = scripts }

  /// Reads all SQL files of a folder, in the order of their names, in which 9 comes before 10.
  ///
  /// A folder that is not there has no seeds.
  ///
  /// - Throws: ``MigrationFileError`` with code `unreadable` or `notText`.
  package static func read(
    folder: String = defaultFolder, in directory: PackageDirectory
  ) throws(MigrationFileError) -> Seeds {
    let path = directory.fullPath(folder)
    let names = try SQLFiles.entries(of: path, in: directory)?.sqlFiles ?? []
    return try read(files: names.sorted(by: NaturalOrder.precedes).map { path + "/" + $0 }, in: directory)
  }

  /// Reads these files, by full path or relative to the package, in this order.
  ///
  /// - Throws: ``MigrationFileError`` with code `unreadable`, also where a file is missing, or `notText`.
  package static func read(
    files: [String], in directory: PackageDirectory
  ) throws(MigrationFileError) -> Seeds {
    var scripts: [SQLScript] = []
    for file in files {
      let path = directory.fullPath(file)
      if FileSystem.kind(path) == .folder {
        throw MigrationFileError(.unreadable, directory.shown(path), "is a folder; name the files in it")
      }
      scripts.append(try SQLScript.read(path, in: directory))
    }
    return Seeds(scripts: scripts)
  }
}
