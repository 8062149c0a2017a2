import Foundation

/// A package in which everything is that the documents speak of: the fixture of the consumer, and more.
///
/// What is no business of this package's does little there: `npm`, `pytest` and `code` look whether they find a database,
/// as does `swift run Service`. `swift package db-…` and `swift run db-tool` call the tool that the checkout has built.
package struct DocumentedPackage: Sendable {
  private let directory: String
  private let scratch: Scratch

  /// The package of this process, which is built once.
  package static let shared = Result { try DocumentedPackage(in: .shared) }

  private init(in scratch: Scratch) throws {
    self.scratch = scratch
    directory = scratch.folder + "/documented"
    try? FileManager.default.removeItem(atPath: directory)
    try scratch.copy(fixture: "Consumer", to: directory)
    // The tests' role gets what it needs, where it is.
    try write(Self.ifThereIsApp("GRANT ALL ON ALL TABLES IN SCHEMA public TO app"), to: "Migrations/0003_app.up.sql")
    try write(
      Self.ifThereIsApp("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM app"), to: "Migrations/0003_app.down.sql")
    try write("", to: "Steering.txt")
    try FileManager.default.createDirectory(atPath: directory + "/Database", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: directory + "/Migrations", toPath: directory + "/Database/Migrations")
    for file in ["Fixtures/users.sql", "demo.sql"] { try write("INSERT INTO product (name) VALUES ('seed')", to: file) }
    for program in ["end-to-end.sh", "bin/npm", "bin/pytest", "bin/code"] { try writeProgram(Self.looks, to: program) }
    try writeProgram(swift, to: "bin/swift")
    for folder in [".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions"] {
      try FileManager.default.createDirectory(atPath: "\(directory)/\(folder)", withIntermediateDirectories: true)
    }
  }

  /// A documented command, as somebody types it in the package's folder.
  ///
  /// - Parameter dsn: What stands in place of `postgres://…`.
  package func command(_ documented: DocumentedCommand, dsn: String) -> Command {
    let words = documented.text
      .replacing("postgres://localhost/postgres", with: dsn).replacing("postgres://…", with: dsn)
      .replacing(" …", with: "")
      // Not every machine has that, and none is to keep a cluster there.
      .replacing("/dev/shm/db-test", with: "'\(scratch.folder)/memory'")
    var environment = scratch.environment
    // SwiftPM keeps what it has fetched where the user is at home.
    if words.contains("~/") { environment["HOME"] = directory }
    environment["PATH"] = "\(directory)/bin:\(environment["PATH"] ?? "")"
    return Command(["sh", "-c", words], in: directory, environment: environment)
  }

  private static func ifThereIsApp(_ statement: String) -> String {
    """
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN
        \(statement);
      END IF;
    END $$;
    """
  }

  private static let looks = "psql -qAt \"$POSTGRES_DSN\" -c 'SELECT count(*) FROM product'"

  private var swift: String {
    """
    command=$1
    [ "$command" = package ] || [ "$command" = run ] || exec \(Self.real("swift")) "$@"
    shift
    while [ "${1#--}" != "$1" ]; do shift; done
    name=$1
    shift
    case $command-$name in
      package-db-*) exec '\(BuiltTool.path(in: scratch))' "${name#db-}" "$@" ;;
      run-db-tool) exec '\(BuiltTool.path(in: scratch))' "$@" ;;
      run-Service) \(Self.looks) ;;
      *) echo "no such command: $name" >&2; exit 1 ;;
    esac
    """
  }

  /// Where a program is that is called by its name.
  private static func real(_ name: String) -> String {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? name
  }

  private func write(_ text: String, to file: String) throws {
    let path = URL(filePath: "\(directory)/\(file)")
    try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: path, atomically: true, encoding: .utf8)
  }

  private func writeProgram(_ text: String, to file: String) throws {
    try write("#!/bin/sh\n\(text)\n", to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(directory)/\(file)")
  }
}
