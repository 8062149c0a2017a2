/// What a command of psql comes to here.
enum PsqlCommand {
  /// What it asks for is how files are run here, anyway.
  case granted
  /// A line of text for people.
  case echo(String)
  case include(PsqlInclude)
  /// A new connection to the same database as the same role.
  case reconnect
  /// It can't be carried out, for this reason.
  case refused(String)

  /// Reads a command, of which the name and the arguments are given.
  ///
  /// Source: PostgreSQL, src/bin/psql/command.c, and the manual page of psql.
  init(_ name: String, _ arguments: PsqlArguments, _ state: inout PsqlState) {
    let values = arguments.values
    if let problem = PsqlRefusal.problem(name, arguments.problem, state) {
      self = .refused(problem)
      return
    }
    switch (name, values.count) {
    case ("set", 1...) where values[0].text == "ON_ERROR_STOP": self = .granted
    case ("echo", _):
      self = .echo((values.first?.text == "-n" ? values.dropFirst() : values[...]).map(\.text).joined(separator: " "))
    case ("i", 1...), ("include", 1...), ("ir", 1...), ("include_relative", 1...):
      let isRelative = name == "ir" || name == "include_relative"
      self = .include(PsqlInclude(path: values[0].textWithoutSemicolons, isRelativeToFile: isRelative))
    case ("c", _), ("connect", _):
      let isSame = values.allSatisfy { ["-", ""].contains($0.textWithoutSemicolons) }
      self = isSame && !state.isInOwnTransaction ? .reconnect : .refused(PsqlRefusal.connect(isSame: isSame))
      if isSame { state.reconnect() }
    case ("restrict", 1...):
      state.restriction = values[0].textWithoutSemicolons
      self = .granted
    case ("unrestrict", 1...):
      let key = values[0].textWithoutSemicolons
      self = state.restriction == key ? .granted : .refused(PsqlRefusal.wrongKey)
      state.restriction = nil
    default: self = .refused(PsqlRefusal.message(name))
    }
  }
}
