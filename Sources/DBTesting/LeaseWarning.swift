internal import Foundation
internal import Testing

/// Where a warning about a test's database goes.
package struct LeaseWarning: Sendable {
  private let body: @Sendable (String) -> Void

  package func callAsFunction(_ message: String) { body(message) }

  /// To the test that the task belongs to.
  static func atTest(_ location: SourceLocation) -> LeaseWarning {
    LeaseWarning { message in
      #if compiler(>=6.3)
        Issue.record(Comment(rawValue: message), severity: .warning, sourceLocation: location)
      #else
        // Swift Testing has no warnings before, and an issue would make the test fail.
        print(message, test: "\(location)")
      #endif
    }
  }

  /// To the standard error, for code that runs outside of Swift Testing.
  package static func printed(_ test: String) -> LeaseWarning { LeaseWarning { print($0, test: test) } }

  /// What is said about connections that their test has left open.
  static func leak(_ queries: [String]) -> String {
    let shown = shown(queries)
    return """
      this test left \(queries.count) connection\(queries.count == 1 ? "" : "s") open; \
      the last query was \(shown). \
      \(queries.count == 1 ? "It was" : "They were") ended; close every client before the test ends.
      """
  }

  /// What is said about clients of earlier tests that connected to a test's database.
  static func strangers(_ queries: [String]) -> String {
    """
    a client that an earlier test had left open connected to this test's database, and was ended; what it did before may \
    have disturbed this test. The last query was \(shown(queries)). Which test it was stands in the run's own warnings.
    """
  }

  private static func shown(_ queries: [String]) -> String {
    let shown = queries.prefix(3).map { $0.isEmpty ? "none" : "'\($0)'" }.joined(separator: ", ")
    return queries.count > 3 ? shown + ", …" : shown
  }

  private static func print(_ message: String, test: String) {
    FileHandle.standardError.write(Data("warning: \(test): \(message)\n".utf8))
  }
}
