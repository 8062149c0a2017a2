import Foundation
import PackagePlugin

/// Checks the migrations in a target's folder `Migrations` when the target is built, and puts them into it as Swift.
///
/// SwiftPM asks it anew when a file comes into the target's folder or goes from it, which is why the migrations have
/// to lie in there; for one that was changed, the command runs again.
@main
struct MigrationsBuildTool: BuildToolPlugin {
  private static let folderName = "Migrations"

  func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
    guard let target = target as? SwiftSourceModuleTarget else {
      throw Unsuitable(description: "MigrationsBuildTool is for targets in Swift, and '\(target.name)' is none")
    }
    let folder = target.directoryURL.appending(path: Self.folderName)
    // No source of the target may have its name.
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedMigrations.swift")
    return [
      .buildCommand(
        displayName: "Checking and embedding the migrations of \(target.name)",
        executable: try context.tool(named: "db-migrations-tool").url,
        arguments: [context.package.directoryURL.path, folder.path, output.path],
        inputFiles: files(in: folder) + [configuration(of: context.package)].filter(exists),
        outputFiles: [output])
    ]
  }

  /// Where it can stand which format the migrations have.
  private func configuration(of package: Package) -> URL { package.directoryURL.appending(path: "db-test.json") }

  private func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

  /// All files in a folder and in those inside: which of them are migrations is for the tool to say.
  private func files(in folder: URL) -> [URL] {
    // By its own path, since it may be a link, as to the folder at the package's root.
    let path = folder.resolvingSymlinksInPath().path
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.sorted().map { folder.appending(path: $0) }.filter { file in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }
}

/// Why a target can't have its migrations embedded.
struct Unsuitable: Error, CustomStringConvertible {
  let description: String
}
