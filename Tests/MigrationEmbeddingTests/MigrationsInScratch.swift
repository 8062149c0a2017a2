import Foundation
import SQLMigrations

/// A folder of migrations for one test, removed with the last reference.
final class MigrationsInScratch {
  let url: URL

  /// - Parameter configuration: What stands in `db-test.json`; `nil` where there is none.
  init(_ files: [String: String], configuration: String? = nil) throws {
    url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("embedding test \(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url.appendingPathComponent("Migrations"), withIntermediateDirectories: true)
    for (name, text) in files { try Data(text.utf8).write(to: url.appendingPathComponent("Migrations/\(name)")) }
    if let configuration { try Data(configuration.utf8).write(to: url.appendingPathComponent("db-test.json")) }
  }

  /// The package.
  var package: PackageDirectory { PackageDirectory(url.path) }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The folder `Migrations` by default, else another one, which is not there.
  func folder(_ name: String = "Migrations") -> MigrationFolder {
    MigrationFolder(name, in: package)
  }

  /// A file's full path.
  func path(_ name: String) -> String { url.appendingPathComponent("Migrations/\(name)").path }
}
