/// What tells the processes of one run from all others: a variable in their environment.
///
/// It is inherited by whatever the tests start, survives a change of the process group or the session, and
/// is there from a process's first moment on.
package struct RunMark: Sendable, Hashable {
  /// The variable's name.
  package static let variable = "DB_TEST_RUN"

  /// The run's own value of it.
  package let value: String

  package init(_ value: String) { self.value = value }

  /// `NAME=value`, as it stands in an environment.
  var entry: String { "\(Self.variable)=\(value)" }
}
