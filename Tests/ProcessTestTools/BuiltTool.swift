internal import Foundation
internal import Supervision

/// `db-tool`, as it was built with the tests.
package enum BuiltTool {
  /// Its path: beside the tests' own program, or their bundle.
  package static var path: String {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest/") } ?? OwnProgram.path
    let folder = bundle.components(separatedBy: ".xctest/")[0].split(separator: "/").dropLast()
    return "/" + folder.joined(separator: "/") + "/db-tool"
  }
}
