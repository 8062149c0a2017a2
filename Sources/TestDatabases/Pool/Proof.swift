/// What the counters prove of a database, compared with the moment when it was known to be as its template is.
enum Proof: Sendable, Hashable {
  /// Nothing was changed in it.
  case clean
  /// Nothing but the rows of these tables and the positions of these sequences was changed.
  case touched(tables: Set<UInt32>, sequences: Set<UInt32>)
  /// Anything may have been changed.
  case unproved(Reason)

  /// Why nothing is proved.
  enum Reason: String, Sendable, Hashable, CaseIterable {
    /// Rows were written that are in none of the tables: in catalogs, by creating, altering or dropping
    /// something, or in tables that are not there any more.
    case writtenElsewhere = "something was created, altered or dropped"
    /// The database's own settings, comment, privileges or name, or the state of its statistics.
    case surroundingsChanged = "the database's settings, comment, privileges or statistics were changed"
    /// Somebody connected while it was being put back, or a client of an earlier test turned up in it: it may do so again.
    case clientCameBack = "a client came back after its test"
    /// A table that can't be put back by DELETE.
    case notResettable = "a table was changed whose rows can't be put back behind its triggers' back"
    /// The reset itself did not lead back.
    case resetFailed = "putting it back did not work"
    /// A comparison with the template found a difference that no counter had told of.
    case polluted = "a comparison of the whole database found it changed"
    /// The connection that looks after it was lost.
    case connectionLost = "the server ended the tool's own connection"
  }
}
