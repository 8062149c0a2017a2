internal import SQLMigrations

/// What is done for a script, one after the other.
enum SentStep: Sendable {
  case query(SentQuery)
  case reconnect
  case echo(String)
}

extension ScriptSteps {
  /// How many bytes are sent together at most, where it is more than one statement: the server takes all of a text apart
  /// before it runs the first of it.
  private static let maximumLength = 1 << 20

  /// The steps with the statements that can be sent together put together.
  ///
  /// A COPY with data is the last of its query, and so is what changes how the server reads the rest.
  ///
  /// - Parameters:
  ///   - isSplit: Whether every statement goes by itself.
  ///   - alone: Those with one of these traits do.
  func sent(isSplit: Bool, alone: StatementTraits = []) -> [SentStep] {
    var sent: [SentStep] = []
    var together: [ScriptStatement] = []
    func finish() {
      if !together.isEmpty { sent.append(.query(SentQuery(script: self, statements: together[...]))) }
      together = []
    }
    // Data of a COPY that stands in the same line as what comes now.
    var dataStart = Int.max
    for step in steps {
      guard case .statement(let statement) = step else {
        finish()
        switch step {
        case .statement, .granted: break
        case .include(let inner): sent += inner.sent(isSplit: isSplit, alone: alone)
        case .reconnect: sent.append(.reconnect)
        case .echo(let text): sent.append(.echo(text))
        }
        continue
      }
      let isAlone = !statement.traits.isDisjoint(with: alone)
      if isAlone || statement.range.lowerBound >= dataStart {
        finish()
        dataStart = .max
      }
      if let first = together.first, statement.range.upperBound - first.range.lowerBound > Self.maximumLength {
        finish()
      }
      together.append(statement)
      if let data = statement.data { dataStart = min(dataStart, data.lowerBound) }
      if isSplit || isAlone || !statement.traits.isDisjoint(with: [.changesReading, .readsCopyData]) { finish() }
    }
    finish()
    return sent
  }
}
