/// The arguments that go on to `swift test`.
package struct TestArguments: Sendable, Hashable {
  /// The arguments, as the user gave them.
  package let all: [String]

  package init(_ all: [String]) { self.all = all }

  /// True where they change how the tests are built, so that `swift test` has to build them itself.
  ///
  /// Building ahead with other options would only have it build everything twice.
  package var changeBuild: Bool {
    all.contains { argument in
      let name = argument.prefix { $0 != "=" }
      return Self.buildOptions.contains(String(name))
        || ["-X", "-D"].contains { argument.hasPrefix($0) && !argument.hasPrefix("--") }
    }
  }

  /// Those that say where and how the package is built, each with its value: what another command needs to find that build.
  package var placing: [String] {
    var words: [String] = []
    for (index, argument) in all.enumerated() {
      if Self.placingOptions.contains(argument), index + 1 < all.count {
        words += [argument, all[index + 1]]
      } else if Self.placingOptions.contains(String(argument.prefix { $0 != "=" })), argument.contains("=") {
        words.append(argument)
      }
    }
    return words
  }

  /// Options that `swift test` surely has: those that people use, and those that mean something here.
  package static let usualOptions = placingOptions.union(toolsetOptions).union(buildOptions).union([
    "--filter", "--skip", "--parallel", "--no-parallel", "--num-workers", "--xunit-output",
    "--event-stream-output-path", "--event-stream-version", "--attachments-path", "--show-codecov-path", "--skip-build",
    "--enable-xctest",
    "--disable-xctest", "--enable-swift-testing", "--disable-swift-testing", "--verbose", "--very-verbose", "--quiet",
    "--disable-sandbox", "--skip-update", "--ignore-lock",
  ])

  private static let placingOptions: Set<String> = [
    "-c", "--configuration", "--scratch-path", "--build-path", "--package-path", "--build-system", "--triple", "--sdk",
    "--swift-sdk", "--toolchain",
  ]

  /// True where they leave room for a test runner of ours.
  package var allowRunner: Bool {
    !all.contains { argument in
      Self.toolsetOptions.contains { argument == $0 || argument.hasPrefix($0 + "=") }
    }
  }

  /// The options of `swift test` that may name a test runner themselves.
  private static let toolsetOptions = ["--toolset", "--swift-sdk", "--experimental-swift-sdk", "--toolchain"]

  /// The options of `swift test` with which it builds something else than `swift build --build-tests` does.
  private static let buildOptions: Set<String> = [
    "-c", "--configuration", "--sanitize", "--enable-code-coverage", "--traits", "--enable-all-traits",
    "--disable-default-traits", "--triple", "--sdk", "--toolchain", "--swift-sdk", "--experimental-swift-sdk",
    "--build-system", "-debug-info-format", "--static-swift-stdlib", "--enable-testable-imports",
    "--disable-testable-imports", "--scratch-path", "--build-path", "--package-path", "--test-product",
    "--arch", "--explicit-target-dependency-import-check", "--build-tests", "-j", "--jobs",
  ]
}
