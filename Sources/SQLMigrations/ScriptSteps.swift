/// What a script asks for, in its order, and what in it can't be run.
package struct ScriptSteps: Sendable {
  /// The script that was read.
  package let script: SQLScript
  /// Its text in UTF-8, in which the offsets of its statements are.
  package var bytes: [UInt8] { script.bytes }
  /// The steps as far as it could be read.
  package private(set) var steps: [ScriptStep] = []
  /// What can't be run, and where; those of included files are among them.
  package private(set) var problems: [MigrationFileError] = []

  /// Reads a script, in one pass over its text.
  package init(_ script: SQLScript) {
    var state = PsqlState()
    self.init(script, &state)
  }

  private init(_ script: SQLScript, _ state: inout PsqlState) {
    self.script = script
    var parser = ScriptParser(script.bytes, state)
    while let element = parser.next() {
      switch element {
      case .statement(let range, let traits, let data):
        steps.append(.statement(ScriptStatement(range: range, traits: traits, data: data)))
      case .reconnect: steps.append(.reconnect)
      case .echo(let text): steps.append(.echo(text))
      case .granted: steps.append(.granted)
      case .include(let include, let offset):
        guard let included = script.included[include] else {
          problems.append(
            script.error(
              .unreadable, atByte: offset, "'\(include.path)' can't be read: this part of a file has no folder"))
          continue
        }
        let inner = ScriptSteps(included, &parser.state)
        problems += inner.problems
        steps.append(.include(inner))
      }
    }
    problems += parser.problems.map { script.error($0.code, atByte: $0.offset, $0.message) }
    state = parser.state
  }

  /// All statements, those of included files among them.
  package var statements: [(script: ScriptSteps, statement: ScriptStatement)] {
    steps.flatMap { step -> [(script: ScriptSteps, statement: ScriptStatement)] in
      switch step {
      case .statement(let statement): [(self, statement)]
      case .include(let inner): inner.statements
      case .reconnect, .echo, .granted: []
      }
    }
  }

  /// The line of a problem, of this script or one that it includes, with a caret below its column.
  package func excerpt(of problem: MigrationFileError) -> String? {
    if problem.file == script.file, let line = problem.line, let column = problem.column {
      return script.excerpt(at: SQLLocation(line: line, column: column))
    }
    for case .include(let inner) in steps {
      if let excerpt = inner.excerpt(of: problem) { return excerpt }
    }
    return nil
  }

  /// Some bytes of the script as text.
  package func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The position of a byte, counted from 1 in Unicode scalars, as PostgreSQL does.
  package func position(ofByte offset: Int) -> Int {
    // All bytes that continue a character have these highest bits.
    1 + bytes[..<offset].count { $0 & 0xC0 != 0x80 }
  }
}

extension SQLScript {
  /// What keeps the script from being run, at file, line and column; nothing where all is well.
  ///
  /// Found without a server: quotes and comments that have no end, commands and variables of psql that are not carried out
  /// here, and the same in files that the script includes. Everything else in SQL only a server can judge.
  package var problems: [MigrationFileError] { ScriptSteps(self).problems }

  /// An error at a place of the text.
  func error(_ code: MigrationFileError.Code, atByte offset: Int, _ message: String) -> MigrationFileError {
    let place = location(ofByte: offset)
    return MigrationFileError(code, file, line: place.line, column: place.column, message)
  }
}
