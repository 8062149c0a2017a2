/// Another file that a file has psql read at some place, with `\i` or `\ir`.
struct PsqlInclude: Sendable, Hashable {
  /// The path as it is written.
  let path: String
  /// Whether it is relative to the folder of the file it is written in (`\ir`), or to the folder that psql runs in (`\i`),
  /// which is taken to be the package's.
  let isRelativeToFile: Bool

  /// How deep files may include one another.
  static let maximumDepth = 32

  /// The full path of the file that is meant in a file with this full path.
  func fullPath(in file: String, _ directory: PackageDirectory) -> String {
    guard isRelativeToFile, !path.hasPrefix("/") else { return directory.fullPath(path) }
    let folder = file.lastIndex(of: "/").map { file[..<$0] } ?? ""
    return directory.fullPath("\(folder)/\(path)")
  }
}
