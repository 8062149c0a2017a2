import Foundation

/// Migrations that are measured.
struct MigrationCase {
  /// What they are called in the table.
  let name: String
  /// The files' texts, in their order.
  private let texts: [String]

  /// A folder of migrations that was written.
  struct Written {
    let name: String
    let folder: URL
    let files: [URL]
  }

  /// The least that there can be.
  static let one = MigrationCase(name: Self.nothing, texts: ["SELECT 1;\n"])

  /// What is taken away from the others.
  static let nothing = "1 migration"

  /// Five hundred small ones.
  static let many = MigrationCase(
    name: "500 small migrations",
    texts: (1...500).map {
      "CREATE TABLE t\($0) (id int PRIMARY KEY, name text NOT NULL);\nALTER TABLE t\($0) ADD price numeric;\n"
    })

  /// A dump with 50 MB of data in it.
  static var dump: MigrationCase {
    let line = String(repeating: "x", count: 90)
    let rows = (1...500_000).map { "\($0)\t\(line)" }.joined(separator: "\n")
    return MigrationCase(
      name: "a dump of 50 MB",
      texts: ["CREATE TABLE big (id int, body text);\nCOPY big (id, body) FROM stdin;\n\(rows)\n\\.\n"])
  }

  func written(to folder: URL) throws -> Written {
    let directory = folder.appending(path: "package \(name)/Migrations")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try Data("// swift-tools-version: 6.2\nlet package = Package(name: \"bench\")\n".utf8)
      .write(to: directory.deletingLastPathComponent().appending(path: "Package.swift"))
    let files = try texts.enumerated().map { index, text in
      let file = directory.appending(path: String(format: "%04d_step.sql", index + 1))
      try Data(text.utf8).write(to: file)
      return file
    }
    return Written(name: name, folder: directory, files: files)
  }
}
