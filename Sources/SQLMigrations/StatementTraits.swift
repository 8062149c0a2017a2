/// What matters of a statement, besides its text, for how it is sent.
package struct StatementTraits: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The server takes it only outside of a transaction, with nothing else in the same query.
  package static let standsAlone = StatementTraits(rawValue: 1)
  /// What is below it is read in another way than what is above, so that both can't be sent together.
  package static let changesReading = StatementTraits(rawValue: 2)
  /// It calls a procedure, which may end transactions.
  package static let calls = StatementTraits(rawValue: 4)
  /// It is a COPY whose data is sent by the client.
  package static let readsCopyData = StatementTraits(rawValue: 8)
  /// Where it fails, an index may be left that is not valid.
  package static let leavesInvalidIndex = StatementTraits(rawValue: 16)
  /// It begins or ends a transaction.
  package static let controlsTransaction = StatementTraits(rawValue: 32)
  /// It makes or drops roles, which belong to all databases of a server.
  package static let changesRoles = StatementTraits(rawValue: 64)
}
