extension ScriptSteps {
  /// The names of the procedures that the script and those it includes call, without their schemas.
  ///
  /// Which of them end transactions only the server may know.
  package var calledProcedures: Set<String> {
    Set(
      statements.filter { $0.statement.traits.contains(.calls) }.compactMap { script, statement in
        SQLName(script.bytes, from: statement.range, after: ["call"])?.name
      })
  }

  /// Whether a procedure that ends transactions is made here.
  package var makesProcedureThatCommits: Bool {
    statements.contains { script, statement in
      let words = StatementWords(script.bytes, statement.range, limit: 4).words
      let isProcedure = words.first == "create" && [words.dropFirst().first, words.last].contains("procedure")
      return isProcedure && TransactionEnd.isIn(routine: statement.range, script.bytes)
    }
  }
}
