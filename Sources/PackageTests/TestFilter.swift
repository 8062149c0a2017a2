/// Options of `swift test` that name tests.
enum TestFilter {
  /// The options with which exactly these tests run, named as `swift test list` names them.
  ///
  /// XCTest's name is all that the expression is compared with; Swift Testing's is followed by a slash and the place of the
  /// test, so that a name is what ends there in both.
  static func options(for names: [String]) -> [String] {
    var options: [String] = []
    var alternatives: [String] = []
    var length = 0
    func finish() {
      if !alternatives.isEmpty { options += ["--filter", "^(?:\(alternatives.joined(separator: "|")))(?:/|$)"] }
      (alternatives, length) = ([], 0)
    }
    for name in names {
      let text = escaped(name)
      if length + text.utf8.count > maximumLength { finish() }
      alternatives.append(text)
      length += text.utf8.count + 1
    }
    finish()
    return options
  }

  /// The system takes no longer argument than 128 kB. Source: Linux, execve(2), "Limits on size of arguments".
  private static let maximumLength = 100_000

  private static func escaped(_ name: String) -> String {
    name.map { #"\^$.|?*+()[]{}"#.contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
