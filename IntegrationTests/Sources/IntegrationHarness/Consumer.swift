import Foundation

/// A package that uses swift-db-test: a copy of the fixture.
///
/// It is built once, with the first command, and used by all tests, one after the other.
package struct Consumer: Sendable {
  /// What carries out its commands.
  package enum Caller: Sendable {
    /// `swift package`, which builds the tool first.
    case plugin
    /// The tool itself, as the checkout has built it: a third of the work, where SwiftPM's part in it is nothing new.
    case tool
  }

  /// The package's folder.
  package let directory: String
  private let scratch: Scratch
  private let caller: Caller

  /// The consumer, told to do nothing special, where nothing of any earlier test is left.
  package static func ready(by caller: Caller = .plugin, in scratch: Scratch = .shared) async throws -> Consumer {
    try await Remains.clear(scratch)
    return try Consumer(in: scratch, by: caller)
  }

  private init(in scratch: Scratch, by caller: Caller) throws {
    self.scratch = scratch
    self.caller = caller
    directory = scratch.folder + "/consumer"
    if !FileManager.default.fileExists(atPath: directory) {
      try scratch.copy(fixture: "Consumer", to: directory)
    }
    try steer([:])
    try configure(nil)
    try setBuildTime(.short)
  }

  /// Adds tests that take databases of their own.
  package func addLeasingTests() throws {
    let manifest = try String(contentsOfFile: directory + "/Package.swift", encoding: .utf8)
    let product = #".product(name: "DBTesting", package: "swift-db-test")"#
    try write(
      manifest.replacingOccurrences(
        of: #".testTarget(name: "ConsumerTests")"#,
        with: #".testTarget(name: "ConsumerTests", dependencies: [\#(product)])"#),
      to: "Package.swift")
    let file = "LeasingTests.swift"
    try? FileManager.default.removeItem(atPath: directory + "/Tests/ConsumerTests/" + file)
    try FileManager.default.copyItem(
      atPath: Scratch.checkout + "/IntegrationTests/Fixtures/Leasing/" + file,
      toPath: directory + "/Tests/ConsumerTests/" + file)
  }

  /// Gives the package a folder with these files, and no others.
  package func addFolder(_ name: String, _ files: [String: String]) throws {
    try? FileManager.default.removeItem(atPath: "\(directory)/\(name)")
    try FileManager.default.createDirectory(atPath: "\(directory)/\(name)", withIntermediateDirectories: true)
    for (file, text) in files { try write(text, to: "\(name)/\(file)") }
  }

  /// A command in the package's folder, or in another one.
  package func command(
    _ words: [String], environment: [String: String] = [:], in folder: String? = nil,
    on connection: Command.Connection = .pipes
  ) -> Command {
    Command(
      words, in: folder ?? directory, environment: scratch.environment.merging(environment) { $1 },
      connection: connection)
  }

  /// `swift package db-test`, or `db-tool test`.
  ///
  /// - Parameter options: SwiftPM's own options, which stand before the command's name.
  package func dbTest(
    _ arguments: [String] = [], options: [String] = [], environment: [String: String] = [:],
    on connection: Command.Connection = .pipes
  ) -> Command {
    command(words("test", options) + arguments, environment: environment, on: connection)
  }

  /// `swift package db-reset`, or `db-tool reset`.
  package func dbReset(_ arguments: [String] = [], environment: [String: String] = [:]) -> Command {
    command(words("reset") + arguments, environment: environment)
  }

  /// `swift package db-migrate`, or `db-tool migrate`.
  package func dbMigrate(_ arguments: [String] = [], environment: [String: String] = [:]) -> Command {
    command(words("migrate") + arguments, environment: environment)
  }

  /// A subcommand of the tool that is no command of SwiftPM.
  ///
  /// - Parameter folder: Where it is called; in this package if not said otherwise.
  package func dbTool(
    _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil,
    on connection: Command.Connection = .pipes
  ) -> Command {
    command([BuiltTool.path(in: scratch)] + arguments, environment: environment, in: folder, on: connection)
  }

  private func words(_ subcommand: String, _ options: [String] = []) -> [String] {
    switch caller {
    case .plugin: ["swift", "package"] + options + ["db-" + subcommand]
    case .tool: [BuiltTool.path(in: scratch), subcommand] + options
    }
  }

  /// Tells the package's tests what to do.
  package func steer(_ orders: [String: String]) throws {
    try write(orders.map { "\($0)=\($1)\n" }.joined(), to: "Steering.txt")
  }

  /// Writes the package's `db-test.json`; `nil` takes it away.
  package func configure(_ text: String?) throws {
    if let text { return try write(text, to: "db-test.json") }
    try? FileManager.default.removeItem(atPath: directory + "/db-test.json")
  }

  /// Writes another number into the source of the test that prints it.
  package func setRevision(_ number: Int) throws {
    try write("enum Revision {\n  static let number = \(number)\n}\n", to: "Tests/ConsumerTests/Revision.swift")
  }

  /// How long the tests take to build.
  package enum BuildTime: Int { case short = 0, some = 400, long = 20_000, broken = -1 }

  /// Makes the tests slow or fast to build; `broken` ones can not be built.
  package func setBuildTime(_ time: BuildTime) throws {
    var text = "// Generated.\n"
    for number in 0..<max(0, time.rawValue) {
      text += "func slow\(number)(_ a: Int, _ b: Double) -> [String: Double] {\n"
      text += "  [\"a\": Double(a) * 2.5 + b, \"b\": b / 3 - Double(a + \(number))].mapValues { $0 + 1 }\n}\n"
    }
    if time == .broken { text += "let wrong: Int = \"not a number\"\n" }
    let file = "Tests/ConsumerTests/SlowToBuild.swift"
    guard (try? String(contentsOfFile: "\(directory)/\(file)", encoding: .utf8)) != text else { return }
    try write(text, to: file)
  }

  private func write(_ text: String, to file: String) throws {
    try text.write(toFile: "\(directory)/\(file)", atomically: true, encoding: .utf8)
  }
}
