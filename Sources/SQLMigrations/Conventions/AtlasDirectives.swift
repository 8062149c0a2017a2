/// What the comments that a file of Atlas's begins with tell Atlas: `-- atlas:txmode none`.
///
/// They count where an empty line parts them from the statements, or nothing else is in the file.
struct AtlasDirectives {
  /// A directive and what it says.
  private struct Directive {
    let name: Substring
    let value: Substring
    let line: Int
  }

  private let file: SQLScript
  private let directives: [Directive]

  init(_ script: SQLScript) {
    file = script
    let lines = ScriptLines(script)
    var directives: [Directive] = []
    var index = 0
    while index < lines.count, case let line = lines.text(index), line.hasPrefix("--") || line.hasPrefix("#") {
      if let (name, value) = Self.directive(line) {
        directives.append(Directive(name: name, value: value, line: index + 1))
      }
      index += 1
    }
    let arePartedOff = index >= lines.count || lines.text(index).allSatisfy(\.isWhitespace)
    self.directives = arePartedOff ? directives : []
  }

  /// What a directive says, where it is there.
  subscript(name: String) -> Substring? { directives.first { $0.name == name }?.value }

  /// The name and the value of a directive that a line has after `atlas:`.
  static func directive(_ line: some StringProtocol) -> (name: Substring, value: Substring)? {
    let line = Substring(line)
    guard let start = line.indices.first(where: { line[$0...].hasPrefix("atlas:") }) else { return nil }
    let words = line[start...].dropFirst("atlas:".count)
    let name = words.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return (name, ScriptLines.trimmed(words.dropFirst(name.count)))
  }

  /// What is run.
  ///
  /// - Throws: ``MigrationFileError`` with code `unsupported`.
  func script() throws(MigrationFileError) -> SQLScript {
    for directive in directives {
      switch directive.name {
      case "delimiter":
        throw error(directive, "statements end at semicolons here; write them so, and leave the line out")
      case "import":
        throw error(directive, "only Atlas puts other files in; write their statements here")
      case "txmode" where !["none", "file", "all"].contains(directive.value):
        throw error(directive, "there is no txmode '\(directive.value)'; there are none, file and all")
      default: break
      }
    }
    return file.part(text: file.text, runsInTransaction: self["txmode"] != "none")
  }

  private func error(_ directive: Directive, _ message: String) -> MigrationFileError {
    MigrationFileError(
      .unsupported, file.file, line: directive.line,
      "\(message). \(MigrationConvention.otherTools)")
  }
}
