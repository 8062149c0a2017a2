/// What the migrations and seeds made, as far as a database is put back to it without being made anew.
///
/// A clone has the numbers (oid) of its template's objects, so this holds for every clone of one template.
package struct TemplateContents: Sendable {
  /// A table, a partition or whatever else stores rows.
  struct Table: Sendable {
    /// Its number.
    let oid: UInt32
    /// The number of the table that its long values are in; `nil` where it has none.
    let toast: UInt32?
    /// Its name with its schema, quoted.
    let name: String
    /// What it holds.
    let rows: Rows
    /// Whether rows can be taken out and put in behind its triggers' backs, by a session in replica mode.
    let allowsDelete: Bool
    /// Whether TRUNCATE does nothing but to empty it.
    let allowsTruncate: Bool
  }

  /// The rows of a table in the template.
  enum Rows: Sendable {
    case none
    /// In the binary format of COPY.
    case copied([UInt8])
    /// Too many to be kept, or not to be seen, or of a type without a binary format, or not the same any more
    /// when they are put in again.
    case unknown
  }

  /// A sequence.
  struct Sequence: Sendable {
    let oid: UInt32
    /// Where it stood.
    let lastValue: Int64
    /// Whether that value had been given out.
    let isCalled: Bool
    /// The table whose column it belongs to.
    let owner: UInt32?
  }

  let tables: [Table]
  let sequences: [Sequence]
  let definitions: RelationDefinitions
  /// Whether calling its functions may leave a setting of the user's own behind.
  let functionsSetSettings: Bool
  /// The tables that indexes belong to, and relations with tables' long values.
  let wholes: [UInt32: UInt32]
  /// The tables that refer to a table.
  let referring: [UInt32: Set<UInt32>]
  private let tableIndex: [UInt32: Int]
  private let sequenceIndex: [UInt32: Int]

  /// The table of that number.
  func table(_ oid: UInt32) -> Table? { tableIndex[oid].map { tables[$0] } }

  /// The sequence of that number.
  func sequence(_ oid: UInt32) -> Sequence? { sequenceIndex[oid].map { sequences[$0] } }

  init(
    tables: [Table], sequences: [Sequence], definitions: RelationDefinitions, referring: [UInt32: Set<UInt32>],
    wholes: [UInt32: UInt32], functionsSetSettings: Bool
  ) {
    self.functionsSetSettings = functionsSetSettings
    self.wholes = wholes
    self.definitions = definitions
    self.tables = tables
    self.sequences = sequences
    self.referring = referring
    tableIndex = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1.oid, $0) })
    sequenceIndex = Dictionary(uniqueKeysWithValues: sequences.enumerated().map { ($1.oid, $0) })
  }
}
