internal import LeaseProtocol

extension TestDatabase {
  /// What a statement gave: a collection of rows, with every value as the text that PostgreSQL writes.
  public struct Rows: Sendable, Hashable, RandomAccessCollection {
    /// The names of the columns.
    public let columns: [String]
    /// How many rows were given, or changed by a statement that gives none.
    public let affected: Int
    private let values: [[String?]]

    init(_ reply: LeaseReply.Rows) {
      columns = reply.columns
      affected = reply.count
      values = reply.rows
    }

    /// The first row's index, zero.
    public var startIndex: Int { 0 }
    /// The number of rows.
    public var endIndex: Int { values.count }
    /// The row of an index, which must be there; `try #require(rows.first)` is the careful way.
    public subscript(position: Int) -> Row { Row(columns: columns, values: values[position]) }

    /// The one value of a statement such as `SELECT count(*) …`; `nil` for NULL.
    ///
    /// - Throws: ``TestDatabaseError`` where there isn't exactly one row with one column.
    public var value: String? {
      get throws {
        guard values.count == 1, columns.count == 1 else {
          throw TestDatabaseError(
            .unexpectedResult,
            "the statement gave \(values.count) row(s) of \(columns.count) column(s), so it has no single value")
        }
        return values[0][0]
      }
    }
  }

  /// A row of ``Rows``.
  public struct Row: Sendable, Hashable {
    /// The names of the columns.
    public let columns: [String]
    /// The values in the order of the columns; `nil` for NULL.
    public let values: [String?]

    /// The value of the column of an index, which must be there; `nil` for NULL.
    public subscript(index: Int) -> String? { values[index] }

    /// The value of the column of a name; `nil` for NULL.
    ///
    /// - Throws: ``TestDatabaseError`` where no column has the name: a misspelt one must not pass for NULL.
    public subscript(name: String) -> String? {
      get throws {
        guard let index = columns.firstIndex(of: name) else {
          throw TestDatabaseError(
            .unexpectedResult,
            "there is no column '\(name)'; the statement gave \(columns.map { "'\($0)'" }.joined(separator: ", "))")
        }
        return values[index]
      }
    }
  }
}
