extension MigrationFolder {
  /// The files of a new migration, which comes after all others and is named as they are.
  ///
  /// - Parameters:
  ///   - description: What it does, in any words.
  ///   - timestamp: Now, `20240131120000`, for folders that number by time.
  /// - Throws: ``MigrationFileError`` where the folder can't be read, or no name can be made of the words.
  package func newMigration(
    named description: String, at timestamp: String
  ) throws(MigrationFileError) -> [NewMigrationFile] {
    let words = description.lowercased().split { !($0.isLetter || $0.isNumber) }
    guard !words.isEmpty else {
      throw MigrationFileError(
        .unexpectedName, directory.shown(path),
        "no name can be made of '\(description)'; write what it does: add_reviews")
    }
    let names = try SQLFiles.entries(of: path, in: directory)?.sqlFiles ?? []
    let stem = "\(path)/\(MigrationNumbering(names: names).next(at: timestamp))_\(words.joined(separator: "_"))"
    let hasUps = names.contains { $0.lowercased().hasSuffix(".up.sql") }
    let hasDowns = names.contains { $0.lowercased().hasSuffix(".down.sql") }
    let up = NewMigrationFile(path: stem + (hasUps ? ".up.sql" : ".sql"), text: "-- \(description)\n")
    let down = NewMigrationFile(path: stem + ".down.sql", text: "-- Takes it back: \(description)\n")
    return hasDowns ? [up, down] : [up]
  }
}
