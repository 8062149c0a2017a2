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

/// Gives the tests their environment without SwiftPM seeing it.
///
/// SwiftPM caches what it reads from each `Package.swift` under its whole environment. A connection string,
/// new in each run, would have it read all manifests of all dependencies again: 0.2 s for each of them,
/// measured. So `swift test` keeps the environment that it always has. A toolset names this tool as the
/// `testRunner`: the program that is called with the path of the tests and their arguments, in place of the
/// tests. It puts the variables in and becomes the tests.
package struct TestRunner: Sendable {
  /// The subcommand of this tool that becomes the tests.
  package static let subcommand = "with-environment"

  /// The toolset, for `swift test --toolset`.
  package let toolset: String

  /// Writes the toolset and the variables.
  ///
  /// - Parameters:
  ///   - variables: What the tests' environment has besides that of `swift test`.
  ///   - directory: Where to write them; nobody else can enter it.
  /// - Throws: `SystemError`.
  package init(variables: [String: String], directory: RunDirectory) throws {
    let file = directory.path(of: "environment")
    try PrivateFile.write(variables.map { "\($0)=\($1)" }.joined(separator: "\0"), to: file)
    toolset = directory.path(of: "toolset.json")
    let content = Toolset(
      testRunner: Toolset.Tool(path: OwnProgram.path, extraCLIOptions: [Self.subcommand, file]))
    try PrivateFile.write(String(decoding: try JSONEncoder().encode(content), as: UTF8.self), to: toolset)
  }

  /// Becomes another program.
  ///
  /// - Parameters:
  ///   - words: The program's path and its arguments.
  ///   - file: The file with what its environment has besides ours.
  /// - Throws: `SystemError` where that fails; it does not return otherwise.
  package static func become(_ words: [String], variablesOf file: String) throws -> Never {
    guard let program = words.first, let bytes = PrivateFile.read(file) else { throw SystemError("read", file) }
    var environment = CleanEnvironment.all
    for entry in bytes.split(separator: 0) {
      let parts = entry.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      environment[String(decoding: parts[0], as: UTF8.self)] = String(decoding: parts[1], as: UTF8.self)
    }
    let arguments = words.map { strdup($0) } + [nil]
    let entries = environment.map { strdup("\($0)=\($1)") } + [nil]
    execve(program, arguments, entries)
    throw SystemError("run", program)
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
