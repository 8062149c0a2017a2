/// What is in a folder of migrations.
struct MigrationSource: Sendable {
  /// The package that paths are shown relative to.
  let directory: PackageDirectory
  /// The folder's full path.
  let path: String
  /// The names of its files, in byte order; links that lead nowhere are among them.
  let files: [String]
  /// The files that are SQL by their names.
  let sqlFiles: [String]
  /// The names of the folders inside, in byte order.
  let folders: [String]
  /// The scripts that have been read, by their files' names.
  private var scripts: [String: SQLScript] = [:]

  /// Lists a folder; what is hidden is left out.
  ///
  /// - Throws: ``MigrationFileError`` with code `unreadable`.
  init(_ path: String, in directory: PackageDirectory) throws(MigrationFileError) {
    self.directory = directory
    self.path = path
    do {
      let entries = try FileSystem.entries(in: path)
      files = entries.filter { !$0.isFolder }.map(\.name)
      sqlFiles = files.filter(MigrationFileName.isSQL)
      folders = entries.filter(\.isFolder).map(\.name)
    } catch {
      throw MigrationFileError(.unreadable, directory.shown(path), "can't be read: \(error.reason)")
    }
  }

  /// A file or folder inside, as it is shown to people.
  func shown(_ name: String) -> String { directory.shown(path + "/" + name) }

  /// A folder inside.
  func folder(_ name: String) throws(MigrationFileError) -> MigrationSource {
    try MigrationSource(path + "/" + name, in: directory)
  }

  /// The same with its SQL files read, so that looking at them twice does not read them twice.
  ///
  /// Whatever can't be read is complained about by who asks for it.
  func reading() -> MigrationSource {
    var source = self
    for name in sqlFiles { source.scripts[name] = try? script(name) }
    return source
  }

  /// Reads a file.
  func script(_ name: String) throws(MigrationFileError) -> SQLScript {
    if let script = scripts[name] { return script }
    return try SQLScript.read(path + "/" + name, in: directory)
  }

  /// Reads a file's bytes, whatever they are.
  func content(_ name: String) throws(MigrationFileError) -> [UInt8] {
    do { return try FileSystem.content(of: path + "/" + name) } catch {
      throw MigrationFileError(.unreadable, shown(name), "can't be read: \(error.reason)")
    }
  }

  /// An error about a file or folder inside.
  func error(
    _ code: MigrationFileError.Code, _ name: String, line: Int? = nil, _ message: String
  ) -> MigrationFileError {
    MigrationFileError(code, shown(name), line: line, message)
  }

  /// The files in it and in all folders inside, by their paths from here; links to folders, which could lead in a circle,
  /// are not followed.
  func filesAtAnyDepth() throws(MigrationFileError) -> [String] {
    var found = files
    for name in folders where !FileSystem.isLink(path + "/" + name) {
      found += try folder(name).filesAtAnyDepth().map { name + "/" + $0 }
    }
    return found
  }
}
