/// What tells some processes from all others: a variable in their environment.
///
/// It is inherited by whatever they start, survives a change of the process group or the session, and is
/// there from a process's first moment on.
package struct ProcessMark: Sendable, Hashable {
  /// The variable's name.
  package let variable: String
  /// What it is set to.
  package let value: String

  private init(variable: String, value: String) {
    self.variable = variable
    self.value = value
  }

  /// The mark of everything that is started in one run.
  package static func run(_ identifier: String) -> ProcessMark {
    ProcessMark(variable: runVariable, value: identifier)
  }

  /// The mark of the server of one cluster, which runs may share, and which so has no run's mark.
  package static func server(clusterDirectory: String) -> ProcessMark {
    ProcessMark(variable: serverVariable, value: clusterDirectory)
  }

  /// The mark of what makes a cluster, or was left making it.
  package static func making(clusterDirectory: String) -> ProcessMark {
    ProcessMark(variable: makingVariable, value: clusterDirectory)
  }

  /// The variable that tells a run's processes.
  package static let runVariable = "DB_TEST_RUN"
  private static let makingVariable = "DB_TEST_MAKING"
  private static let serverVariable = "DB_TEST_SERVER"

  /// `NAME=value`, as it stands in an environment.
  var entry: String { "\(variable)=\(value)" }
}
