extension MigrationFolder {
  /// The SQL files that can be read, in byte order, whether or not they make a plan together.
  package var readableScripts: [SQLScript] {
    guard let entries = try? SQLFiles.entries(of: path, in: directory) else { return [] }
    return entries.sqlFiles.compactMap { try? SQLScript.read(path + "/" + $0, in: directory) }
  }
}
