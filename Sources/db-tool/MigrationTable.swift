import MigrationRunner
import SQLMigrations

/// What was applied and what was not, as a table for people.
struct MigrationTable: Sendable {
  private let rows: [[String]]

  init(_ status: MigrationStatus) {
    let known = status.entries.map { entry in
      let (word, record): (String, AppliedMigration?) =
        switch entry.state {
        case .pending: ("pending", nil)
        case .applied(let record): ("applied", record)
        case .edited(let record): ("edited", record)
        case .outdated(let record): ("to be applied again", record)
        }
      return Self.row(word, record, entry.migration.name)
    }
    rows = known + status.missing.map { Self.row("missing", $0, $0.name) }
  }

  private static func row(_ state: String, _ record: AppliedMigration?, _ name: String) -> [String] {
    // To the second.
    let applied = record.map { String($0.appliedAt.prefix(19)) } ?? ""
    let took = record.map { "\(Int($0.duration / .milliseconds(1))) ms" } ?? ""
    return [state, applied, took, name]
  }

  /// Prints it on standard output.
  func print() {
    let all = [["state", "applied", "took", "migration"]] + rows
    let widths = (0..<3).map { column in all.map { $0[column].count }.max() ?? 0 }
    for row in all {
      let cells = zip(row, widths).enumerated().map { index, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return index == 2 ? padding + cell.0 : cell.0 + padding
      }
      Swift.print((cells + [row[3]]).joined(separator: "  "))
    }
  }
}
