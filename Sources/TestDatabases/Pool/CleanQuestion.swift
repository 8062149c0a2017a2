internal import LibPQ

/// The question whether a member still is as it was when it was put back, for the server to answer.
struct CleanQuestion: Sendable {
  private let written: Int64
  private let sessions: Int64
  /// As a quoted literal.
  private let whereabouts: String
  /// How much had been written where these stand when they were looked at last.
  private var whereaboutsWritten: Int64

  /// - Parameters:
  ///   - counters: As they were then.
  ///   - connection: Quotes what has to be quoted.
  init(_ counters: Counters, _ connection: ExclusiveConnection) throws {
    written = counters.written.total
    sessions = counters.sessions
    whereabouts = try connection.quoted(literal: counters.whereabouts)
    whereaboutsWritten = counters.whereaboutsWritten
  }

  /// Asks: nearly always by one statement, and by a second one where something was written that may be about other databases.
  ///
  /// - Parameters:
  ///   - connection: To the member.
  ///   - visitor: The process of another connection of the tool's own, or 0.
  ///   - onWriting: Done where something was written that may be about other databases or about roles.
  /// - Returns: True where nothing was changed and nobody is connected.
  /// - Throws: `PostgresError`.
  mutating func ask(
    _ connection: ExclusiveConnection, besides visitor: Int32, onWriting: () -> Void
  ) throws -> Bool {
    let isUntouched = ProofStatements.isUntouched(
      written: written, sessions: sessions, whereaboutsWritten: whereaboutsWritten, besides: visitor)
    if try connection.execute(isUntouched).last?.firstValue == "t" { return true }
    let isClean = ProofStatements.isClean(
      written: written, sessions: sessions, whereabouts: whereabouts, besides: visitor)
    guard let row = try connection.execute(isClean).last?.rows.first, row["clean"] == "t",
      let now = row["whereabouts_written"].flatMap({ Int64($0) })
    else { return false }
    if now != whereaboutsWritten { onWriting() }
    whereaboutsWritten = now
    return true
  }
}
