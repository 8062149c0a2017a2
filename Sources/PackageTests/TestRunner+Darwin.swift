#if canImport(Darwin)
  extension TestRunner {
    /// Whether `swift test` calls the tests' program itself, so that a runner can stand between the two.
    ///
    /// Not on macOS: tests are bundles there, which programs of Xcode load.
    package static let isPossible = false
  }
#endif
