internal import MigrationEmbedding
internal import SQLMigrations

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What MigrationsBuildTool runs in a build: it checks a folder of migrations and makes Swift source of it.
///
/// Every consumer of the plugin builds it first, so it depends on nothing that takes time to build.
@main
enum DBMigrationsTool {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 3 else {
      print("error: usage: db-migrations-tool PACKAGE-DIRECTORY MIGRATIONS-FOLDER OUTPUT-FILE")
      exit(64)
    }
    let paths = Array(arguments)
    let folder: MigrationFolder
    do { folder = try TargetFolder.find(paths[1], in: PackageDirectory(paths[0])) } catch {
      print(error)
      exit(1)
    }
    let check = MigrationCheck(folder)
    for diagnostic in check.diagnostics { print(diagnostic) }
    guard let plan = check.plan, !check.hasErrors else { exit(1) }
    if let reason = write(EmbeddedSource(plan).text, to: paths[2]) {
      print("\(paths[2]): error: can't be written: \(reason)")
      exit(1)
    }
  }

  /// - Returns: Why it could not be written.
  private static func write(_ text: String, to path: String) -> String? {
    guard let file = fopen(path, "w") else { return String(cString: strerror(errno)) }
    let bytes = Array(text.utf8)
    let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
    // What was kept back is written only now.
    let isClosed = fclose(file) == 0
    return isWritten && isClosed ? nil : String(cString: strerror(errno))
  }
}
