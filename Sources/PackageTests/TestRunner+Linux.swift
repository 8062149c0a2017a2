#if os(Linux)
  extension TestRunner {
    /// Whether `swift test` calls the tests' program itself, so that a runner can stand between the two.
    package static let isPossible = true
  }
#endif
