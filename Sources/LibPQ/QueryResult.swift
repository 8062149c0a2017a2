/// What a statement gave back: its rows, in text format, and its command tag.
package struct QueryResult: Sendable, Hashable {
  /// The columns' names, in order.
  package let columns: [String]
  /// The rows, in the order the server sent them.
  package let rows: [Row]
  /// The command tag, such as `INSERT 0 3`.
  package let commandTag: String

  /// How many rows the command tag says were inserted, changed, read or copied; 0 where it doesn't say.
  package var affectedRows: Int {
    commandTag.split(separator: " ").last.flatMap { Int($0) } ?? 0
  }

  /// The first column of the first row, or `nil` where there is none or a NULL stands there.
  package var firstValue: String? { columns.isEmpty ? nil : rows.first?[0] }
}

/// One row of a ``QueryResult``; a NULL is `nil`.
package struct Row: Sendable, Hashable {
  private let columns: [String]
  private let values: [String?]

  init(columns: [String], values: [String?]) {
    self.columns = columns
    self.values = values
  }

  /// The value in a column, counted from 0.
  package subscript(index: Int) -> String? { values[index] }

  /// The value in the first column of that name; `nil` where there is none.
  package subscript(name: String) -> String? {
    columns.firstIndex(of: name).flatMap { values[$0] }
  }
}
