internal import LibPQ

/// The question whether a member still is as it was when it was put back, for the server to answer.
struct CleanQuestion: Sendable {
  private let beginning: String

  /// - Parameters:
  ///   - counters: As they were then.
  ///   - connection: Quotes what has to be quoted.
  init(_ counters: Counters, _ connection: ExclusiveConnection) throws {
    beginning = ProofStatements.expectation(
      written: counters.written.total, sessions: counters.sessions,
      whereabouts: try connection.quoted(literal: counters.whereabouts))
  }

  /// The statement, which gives `t` where nothing was changed and nobody is connected.
  ///
  /// - Parameter visitor: The process of another connection of the tool's own, or 0.
  func statement(besides visitor: Int32) -> String { ProofStatements.isClean(beginning, besides: visitor) }
}
