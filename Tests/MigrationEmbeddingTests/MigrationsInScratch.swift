import Foundation
import SQLMigrations

/// A folder of migrations for one test, removed with the last reference.
final class MigrationsInScratch {
  let url: URL

  init(_ files: [String: String]) throws {
    url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("embedding test \(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url.appendingPathComponent("Migrations"), withIntermediateDirectories: true)
    for (name, text) in files { try Data(text.utf8).write(to: url.appendingPathComponent("Migrations/\(name)")) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The folder `Migrations` by default, else another one, which is not there.
  func folder(_ name: String = "Migrations") -> MigrationFolder {
    MigrationFolder(name, in: PackageDirectory(url.path))
  }

  /// A file's full path.
  func path(_ name: String) -> String { url.appendingPathComponent("Migrations/\(name)").path }
}
