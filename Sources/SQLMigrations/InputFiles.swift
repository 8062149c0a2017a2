/// Files whose content decides what a program makes of a database.
package struct InputFiles: Sendable, Hashable {
  /// A file and what it holds.
  package struct File: Sendable, Hashable {
    /// Its path, relative to the package.
    package let path: String
    /// The digest of its content.
    package let content: Fingerprint
  }

  /// In the order of their paths, each of them once.
  package let files: [File]

  /// Reads the files that patterns stand for.
  ///
  /// - Parameter patterns: By full path or relative to the package: `Sources/App/Migrations/**`, `Package.resolved`.
  /// - Throws: ``MigrationFileError`` with code `folderEmpty` for a pattern that stands for no file, or `unreadable`.
  package static func read(
    _ patterns: [String], in directory: PackageDirectory
  ) throws(MigrationFileError) -> InputFiles {
    var paths: Set<String> = []
    for pattern in patterns {
      let search = Search(directory: directory)
      let start = pattern.hasPrefix("/") ? "/" : directory.path
      let found = try search.files(of: PathPattern(pattern).parts[...], in: start)
      if found.isEmpty {
        throw MigrationFileError(
          .folderEmpty, pattern,
          "the inputs of 'migrate' in db-test.json: no file of '\(directory.path)' is meant by this; is it misspelled?")
      }
      paths.formUnion(found)
    }
    var files: [File] = []
    for path in paths.sorted() {
      do {
        files.append(
          File(path: directory.shown(path), content: Fingerprint(of: try FileSystem.content(of: path))))
      } catch {
        throw MigrationFileError(.unreadable, directory.shown(path), "can't be read: \(error.reason)")
      }
    }
    return InputFiles(files: files)
  }

  /// Looking for files.
  private struct Search {
    let directory: PackageDirectory

    /// The full paths of the files that a pattern stands for.
    func files(of pattern: ArraySlice<String>, in folder: String) throws(MigrationFileError) -> [String] {
      guard let first = pattern.first else { return try everything(in: folder) }
      let rest = pattern.dropFirst()
      if first == "**" {
        // What it stands for are folders, and whatever is in the last of them where nothing follows.
        if rest.isEmpty { return try everything(in: folder) }
        var found = try files(of: rest, in: folder)
        for name in try names(in: folder) where leadsOn(path(folder, name)) {
          found += try files(of: pattern, in: path(folder, name))
        }
        return found
      }
      if !first.contains(where: { $0 == "*" || $0 == "?" }) { return try files(of: rest, at: path(folder, first)) }
      var found: [String] = []
      for name in try names(in: folder) where PathPattern.matches(first, name) {
        found += try files(of: rest, at: path(folder, name))
      }
      return found
    }

    private func files(of rest: ArraySlice<String>, at path: String) throws(MigrationFileError) -> [String] {
      switch FileSystem.kind(path) {
      case .folder: try files(of: rest, in: path)
      case .file where rest.isEmpty: [path]
      default: []
      }
    }

    private func everything(in folder: String) throws(MigrationFileError) -> [String] {
      var found: [String] = []
      for name in try names(in: folder) {
        let path = path(folder, name)
        if FileSystem.kind(path) == .file { found.append(path) }
        if leadsOn(path) { found += try everything(in: path) }
      }
      return found
    }

    /// A folder, also by way of a link, but for one that leads back to where it is itself: that would go on in a circle.
    private func leadsOn(_ path: String) -> Bool {
      guard FileSystem.kind(path) == .folder else { return false }
      guard FileSystem.isLink(path) else { return true }
      var above = path[...]
      while let slash = above.lastIndex(of: "/") {
        above = above[..<slash]
        if FileSystem.isSame(above.isEmpty ? "/" : String(above), path) { return false }
      }
      return true
    }

    private func path(_ folder: String, _ name: String) -> String { folder == "/" ? "/\(name)" : "\(folder)/\(name)" }

    /// What is in a folder but for what is hidden.
    private func names(in folder: String) throws(MigrationFileError) -> [String] {
      do { return try FileSystem.names(in: folder) } catch {
        throw MigrationFileError(.unreadable, directory.shown(folder), "can't be read: \(error.reason)")
      }
    }
  }
}
