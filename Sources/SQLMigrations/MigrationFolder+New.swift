extension MigrationFolder {
  /// The files of a new migration, which comes after all others and is named and written as they are.
  ///
  /// - Parameters:
  ///   - description: What it does, in any words.
  ///   - moment: Now, for folders that number by time.
  /// - Throws: ``MigrationFileError`` where the folder can't be read, no name can be made of the words, or only the
  ///   convention's own tool can write one.
  package func newMigration(
    named description: String, at moment: MigrationMoment
  ) throws(MigrationFileError) -> [NewMigrationFile] {
    let words = description.lowercased().split { !($0.isLetter || $0.isNumber) }
    guard !words.isEmpty else {
      throw MigrationFileError(
        .unexpectedName, directory.shown(path),
        "no name can be made of '\(description)'; write what it does: add_reviews")
    }
    let hasFolder = FileSystem.kind(path) == .folder
    let source = hasFolder ? try MigrationSource(path, in: directory) : nil
    var convention = self.convention ?? .plain
    if self.convention == nil, let source { convention = try ConventionDetection(source).convention() }
    let new = NewMigration(
      words: words.map(String.init), files: source?.sqlFiles ?? [], folders: source?.folders ?? [], moment: moment)
    guard let files = new.files(convention) else {
      throw MigrationFileError(
        .unsupported, directory.shown(path),
        "a new migration is written by \(convention.rawValue) itself, which keeps a list or a sum of them")
    }
    return files.map { NewMigrationFile(path: "\(path)/\($0.name)", text: $0.text) }
  }
}
