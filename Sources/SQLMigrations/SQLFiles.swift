/// Looking for SQL files and for folders of them.
enum SQLFiles {
  /// What is in a folder.
  struct Entries {
    /// The names of the SQL files, in byte order; links that lead nowhere are among them.
    var sqlFiles: [String] = []
    /// How many files of other kinds there are.
    var otherFiles = 0
    /// How many folders there are.
    var folders = 0

    /// What is there besides SQL files, in words.
    var others: String {
      func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
      switch (otherFiles, folders) {
      case (0, 0): return "nothing"
      case (0, _): return count(folders, "folder") + " but no file"
      case (1, 0): return "1 file, not a .sql one"
      case (_, 0): return count(otherFiles, "file") + ", none of them .sql"
      default: return "\(count(otherFiles, "file")) and \(count(folders, "folder")), none of them a .sql file"
      }
    }
  }

  /// What is in a folder; `nil` where there is no such folder.
  ///
  /// - Throws: ``MigrationFileError`` with code `unreadable`.
  static func entries(
    of folder: String, in directory: PackageDirectory
  ) throws(MigrationFileError) -> Entries? {
    guard FileSystem.kind(folder) == .folder else { return nil }
    var entries = Entries()
    do {
      for name in try FileSystem.names(in: folder) {
        if FileSystem.kind(folder + "/" + name) == .folder {
          entries.folders += 1
        } else if MigrationFileName.isSQL(name) {
          entries.sqlFiles.append(name)
        } else {
          entries.otherFiles += 1
        }
      }
    } catch {
      throw MigrationFileError(.unreadable, directory.shown(folder), "can't be read: \(error.reason)")
    }
    return entries
  }

  /// Folders of a package in which people commonly keep migrations, as far as they are there.
  static func likelyFolders(in directory: PackageDirectory) -> [String] {
    let targets = (try? FileSystem.names(in: directory.fullPath("Sources"))) ?? []
    let candidates =
      ["Migrations", "migrations", "db/migrations", "database/migrations", "sql/migrations"]
      + ["supabase/migrations", "prisma/migrations"]
      + targets.flatMap { ["Sources/\($0)/Migrations", "Sources/\($0)/migrations"] }
    return candidates.filter { FileSystem.kind(directory.fullPath($0)) == .folder }
  }
}
