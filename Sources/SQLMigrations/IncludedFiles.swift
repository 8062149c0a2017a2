/// Reading the files that files include with psql's `\i` and `\ir`.
struct IncludedFiles {
  let directory: PackageDirectory
  /// The full paths of the files that are being read, each of which includes the next.
  let path: [String]

  /// Whether a file can include others at all, as can be told quickly.
  static func mayBeIn(_ script: SQLScript) -> Bool {
    ByteSearch.firstIndex(of: commandStart, in: script.bytes, from: 0) != nil
  }

  /// The script with the files that it includes, and those that they include.
  ///
  /// - Throws: ``MigrationFileError`` where one can't be read, or files include one another, at the place of the command.
  func adding(to script: SQLScript, _ state: inout PsqlState) throws(MigrationFileError) -> SQLScript {
    var included: [PsqlInclude: SQLScript] = [:]
    var parser = ScriptParser(script.bytes, state)
    while let element = parser.next() {
      guard case .include(let include, let offset) = element else { continue }
      let fullPath = include.fullPath(in: path.last ?? "", directory)
      if let problem = problem(with: fullPath, include) {
        throw script.error(problem.code, atByte: offset, problem.message)
      }
      let inner = try SQLScript.readAlone(fullPath, in: directory)
      let reader = IncludedFiles(directory: directory, path: path + [fullPath])
      included[include] = try reader.adding(to: inner, &parser.state)
    }
    state = parser.state
    return script.including(included)
  }

  /// What both commands begin with.
  private static let commandStart = Array("\\i".utf8)

  private func problem(
    with fullPath: String, _ include: PsqlInclude
  ) -> (code: MigrationFileError.Code, message: String)? {
    let base = include.isRelativeToFile ? "the folder of this file" : "the package's folder"
    if include.path.hasPrefix("~") { return (.unreadable, "'\(include.path)': write the path without '~'") }
    if FileSystem.kind(fullPath) == nil {
      return (
        .unreadable, "no such file to include: looked for '\(fullPath)', since '\(include.path)' is relative to \(base)"
      )
    }
    if FileSystem.kind(fullPath) != .file {
      return (.unreadable, "'\(include.path)' is no file that could be included")
    }
    if path.contains(where: { FileSystem.isSame($0, fullPath) }) {
      return (.psqlOnly, "includes itself: '\(include.path)' leads back to a file that is being read")
    }
    return path.count < PsqlInclude.maximumDepth
      ? nil : (.psqlOnly, "files include one another more than \(PsqlInclude.maximumDepth) deep")
  }
}
