/// A test, and what came of it.
package struct TestResult: Sendable, Hashable {
  /// A testing library, by its own name.
  package enum Library: String, Sendable, Hashable, CaseIterable {
    case swiftTesting = "Swift Testing"
    case xctest = "XCTest"
  }

  /// What came of a test.
  package enum Outcome: Sendable, Hashable {
    case passed
    case failed
    case skipped(reason: String?)
    /// It began, and its process ended before it did.
    case unfinished
  }

  /// What tells one test from others.
  package struct Identifier: Sendable, Hashable, CustomStringConvertible {
    package let library: Library
    /// The test's full name: `Module.Suite/function()` in Swift Testing, `Class.method` in XCTest.
    package let name: String

    package init(_ library: Library, _ name: String) {
      self.library = library
      self.name = name
    }

    package var description: String { name }
  }

  package let identifier: Identifier
  /// The name that was given to it to be shown, where there is one.
  package let displayName: String?
  /// Where it is, if that is known.
  package let place: SourcePlace?
  package var outcome: Outcome
  /// How long it took, in seconds, where that is known.
  package var seconds: Double?
  /// What was wrong, in the order in which it was noticed.
  package var issues: [TestIssue]

  package init(
    _ identifier: Identifier, displayName: String? = nil, at place: SourcePlace? = nil, outcome: Outcome = .unfinished,
    seconds: Double? = nil, issues: [TestIssue] = []
  ) {
    self.identifier = identifier
    self.displayName = displayName
    self.place = place
    self.outcome = outcome
    self.seconds = seconds
    self.issues = issues
  }

  /// The module that it is in; XCTest does not tell it.
  package var module: String? {
    guard identifier.library == .swiftTesting else { return nil }
    return identifier.name.firstIndex { $0 == "." || $0 == "/" }.map { String(identifier.name[..<$0]) }
  }

  /// The type that it is in, with those around it; `nil` for a function that is in none.
  package var suite: String? {
    switch identifier.library {
    case .swiftTesting:
      guard let module, let slash = identifier.name.lastIndex(of: "/") else { return nil }
      let suite = identifier.name[..<slash].dropFirst(module.count + 1)
      return suite.isEmpty ? nil : suite.split(separator: "/").joined(separator: ".")
    case .xctest: return identifier.name.lastIndex(of: ".").map { String(identifier.name[..<$0]) }
    }
  }

  /// The function that it is.
  package var function: String {
    let name = identifier.name
    let start =
      switch identifier.library {
      case .swiftTesting: name.lastIndex(of: "/") ?? name.firstIndex(of: ".")
      case .xctest: name.lastIndex(of: ".")
      }
    return start.map { String(name[$0...].dropFirst()) } ?? name
  }

  /// Whether it failed, or its process ended before it did.
  package var hasFailed: Bool { outcome == .failed || outcome == .unfinished }

  /// What it failed by.
  package var failures: [TestIssue] { issues.filter { $0.kind == .failure } }
}
