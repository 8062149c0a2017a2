/// Why a run ended before its time.
package struct RunError: Sendable, Hashable {
  /// What happened, and what to do next, in one or more lines.
  package let message: String
  /// The file that is wrong, where it is one.
  package let place: SourcePlace?

  package init(message: String, place: SourcePlace? = nil) {
    self.message = message
    self.place = place
  }

  /// Reads a description; one that names places in files, as compilers write it, is an error for each place.
  ///
  ///     Migrations/0007_totals.sql:8:26: error: column "totl" does not exist
  package static func errors(in description: String) -> [RunError] {
    var errors: [RunError] = []
    var beginning: [Substring] = []
    for line in description.split(separator: "\n", omittingEmptySubsequences: false) {
      if let placed = placed(line) {
        errors.append(placed)
      } else if let last = errors.popLast() {
        errors.append(RunError(message: "\(last.message)\n\(line)", place: last.place))
      } else {
        beginning.append(line)
      }
    }
    return beginning.isEmpty ? errors : [RunError(message: beginning.joined(separator: "\n"))] + errors
  }

  private static func placed(_ line: Substring) -> RunError? {
    guard let match = line.wholeMatch(of: /([^:]+)(?::(\d+))?(?::(\d+))?: error: (.*)/) else { return nil }
    return RunError(
      message: String(match.4),
      place: SourcePlace(
        file: String(match.1), line: match.2.flatMap { Int($0) }, column: match.3.flatMap { Int($0) }))
  }
}
