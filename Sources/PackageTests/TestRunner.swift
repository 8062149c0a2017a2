package import Supervision

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Stands between `swift test` and the tests: has them wait for their database, and gives them its variables.
///
/// A toolset names this tool as the `testRunner`: the program that `swift test` calls with the path of the tests
/// and their arguments, in place of the tests. It waits for the variables, puts them into its environment, and
/// becomes the tests.
///
/// So `swift test` can build while the database is made, and it keeps the environment that it always has.
/// SwiftPM caches what it reads from each `Package.swift` under its whole environment: with a connection string
/// in it that is another one in each run, it would read the manifests of all dependencies again each time,
/// which takes 0.2 s for each of them (measured with SwiftPM 6.3.1).
package struct TestRunner: Sendable {
  /// The subcommand of this tool that becomes the tests.
  package static let subcommand = "run-tests"

  private let directory: RunDirectory

  /// Writes the toolset.
  ///
  /// - Parameter directory: The folder of the run's own files, where nobody else can enter.
  /// - Throws: `SystemError`.
  package init(directory: RunDirectory) throws {
    self.directory = directory
    let content = Toolset(
      testRunner: Toolset.Tool(path: OwnProgram.path, extraCLIOptions: [Self.subcommand, directory.path]))
    try PrivateFile.write(String(decoding: try JSONEncoder().encode(content), as: UTF8.self), to: toolset)
  }

  /// The toolset, for `swift test --toolset`.
  package var toolset: String { directory.path(of: "toolset.json") }

  /// Lets the tests run, with these variables besides those of `swift test`; `nil` takes one away.
  ///
  /// - Throws: `SystemError`.
  package func provide(_ variables: [String: String?]) throws {
    let text = variables.map { name, value in value.map { "\(name)=\($0)" } ?? name }.joined(separator: "\0")
    try PrivateFile.write(text, to: directory.path(of: Self.variables))
  }

  /// Whether the tests have been let run.
  package var hasProvided: Bool { PrivateFile.read(directory.path(of: Self.variables)) != nil }

  /// Whether `swift test` has come to the point where it runs tests.
  package var isReached: Bool { PrivateFile.read(directory.path(of: Self.reached)) != nil }

  /// How many seconds ago it first came there; `nil` where it has not yet.
  package var secondsSinceReached: Double? {
    let text = PrivateFile.read(directory.path(of: Self.reached)).map { String(decoding: $0, as: UTF8.self) }
    return text.flatMap(Double.init).map { max(0, Self.now - $0) }
  }

  /// Seconds since 1970, for processes that know nothing else of each other.
  private static var now: Double { Date().timeIntervalSince1970 }

  /// Waits for the variables and becomes the tests, which write records where these are wanted.
  ///
  /// - Parameters:
  ///   - words: The path of the tests' program, and its arguments.
  ///   - directory: The folder of the run's own files.
  /// - Throws: `SystemError` where that fails; it does not return otherwise.
  package static func become(_ words: [String], directory: String) throws -> Never {
    guard let program = words.first else { throw SystemError("run", "", number: EINVAL) }
    if PrivateFile.size("\(directory)/\(reached)") == 0 {
      try PrivateFile.write("\(now)", to: "\(directory)/\(reached)")
    }
    var environment = CleanEnvironment.all
    for entry in try awaitVariables(in: directory).split(separator: 0) {
      let parts = entry.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      environment[String(decoding: parts[0], as: UTF8.self)] =
        parts.count == 2 ? String(decoding: parts[1], as: UTF8.self) : nil
    }
    let words = TestRecords(directory: directory).recording(words, environment: environment)
    let arguments = words.map { strdup($0) } + [nil]
    let entries = environment.map { strdup("\($0)=\($1)") } + [nil]
    execve(program, arguments, entries)
    throw SystemError("run", program)
  }

  private static let reached = "reached"
  private static let variables = "variables"

  /// Looks for the file until it is there.
  ///
  /// Where there is no database to come, the run ends this process. Should it not, it takes the folder away.
  private static func awaitVariables(in directory: String) throws -> [UInt8] {
    let path = "\(directory)/\(variables)"
    while true {
      if let bytes = PrivateFile.read(path) { return bytes }
      guard errno == ENOENT, access(directory, F_OK) == 0 else { throw SystemError("read", path) }
      usleep(2000)
    }
  }

  /// Source: SwiftPM's `Toolset.swift`, as of 6.2.
  private struct Toolset: Encodable {
    struct Tool: Encodable {
      let path: String
      let extraCLIOptions: [String]
    }

    let schemaVersion = "1.0"
    let rootPath = "/"
    let testRunner: Tool
  }
}
