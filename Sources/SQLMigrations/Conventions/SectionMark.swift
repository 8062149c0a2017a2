/// A line at which a section of a file starts: the way up or the way down.
struct SectionMark: Sendable, Hashable {
  /// The line's index; the section is what follows it.
  let line: Int
  /// Whether it is the way up.
  let isUp: Bool
  /// Whether the section is run in a transaction.
  var runsInTransaction = true
}

extension ScriptLines {
  /// The lines of all sections that go one way, as one script; `nil` where there is none.
  ///
  /// One section that asks for no transaction takes the others out of theirs: what comes out is the same.
  ///
  /// - Parameter marks: All of the file, first to last.
  func script(up isUp: Bool, _ marks: [SectionMark]) -> SQLScript? {
    var kept: [Range<Int>] = []
    for (index, mark) in marks.enumerated() where mark.isUp == isUp {
      let end = index + 1 < marks.count ? marks[index + 1].line : count
      kept.append(mark.line + 1..<end)
    }
    guard !kept.isEmpty else { return nil }
    let ours = marks.filter { $0.isUp == isUp }
    return script(of: kept, runsInTransaction: ours.allSatisfy(\.runsInTransaction))
  }

  /// An error at a line.
  func error(_ code: MigrationFileError.Code, at index: Int?, _ message: String) -> MigrationFileError {
    MigrationFileError(code, script.file, line: index.map { $0 + 1 }, message)
  }

  /// That a file has no section at all.
  func noSection(_ directive: String) -> MigrationFileError {
    error(
      .incomplete, at: nil,
      "has no line '\(directive)', below which it says what to run; write it above the first statement, or name the "
        + "format that these files have with --migrations-format")
  }

  /// That something would be run which belongs to no section.
  func statementOutside(_ index: Int, _ directive: String) -> MigrationFileError {
    error(.misplaced, at: index, "stands above '\(directive)', where nothing is run; move it below that line")
  }
}
