internal import Supervision

extension TestRecords {
  /// Has the process that becomes the tests write its records; to be called at the last moment.
  ///
  /// - Parameters:
  ///   - words: The path of the tests' program, and its arguments.
  ///   - environment: The environment that the tests will have.
  /// - Returns: The path and the arguments to use.
  func recording(_ words: [String], environment: [String: String]) -> [String] {
    if !areWanted || words.contains("--list-tests") || words.contains("--dump-tests-json") { return words }
    guard Self.isSwiftTesting(words) else {
      OutputCopy.begin(to: path(of: .output), environment: environment)
      return words
    }
    if let path = Self.eventPath(in: words) {
      // No test is to fail for it.
      try? PrivateFile.write(PackageManifest.fullPath(path), to: self.path(of: .place))
      return words
    }
    return words + eventOptions
  }

  /// SwiftPM starts the same program once for each library.
  private static func isSwiftTesting(_ words: [String]) -> Bool {
    let option = "--testing-library"
    let separate = zip(words, words.dropFirst()).contains { $0 == option && $1 == "swift-testing" }
    return separate || words.contains("\(option)=swift-testing")
  }
}
