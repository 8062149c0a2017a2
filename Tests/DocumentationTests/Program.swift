import Foundation

/// Programs that are asked what they can do.
enum Program {
  /// A program did not succeed.
  struct Failed: Error {
    let program: String
    let arguments: [String]
    let output: String
  }

  /// The options in the help of a command of `db-tool`.
  ///
  /// - Throws: ``Failed`` where there is no such command.
  static func options(ofDBTool command: [String]) throws -> Set<String> {
    options(inHelp: try output(of: tool, command + ["--help"]))
  }

  /// The options in the help of `swift test`.
  static func optionsOfSwiftTest() throws -> Set<String> {
    options(inHelp: try output(of: "/usr/bin/env", ["swift", "test", "--help-hidden"]))
  }

  /// Each stands at the start of a line, with its other names and its value, and two spaces before what it does.
  private static func options(inHelp help: String) -> Set<String> {
    let lines = help.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("-") }
    let words = lines.flatMap { line in
      line.prefix(upTo: line.firstRange(of: "  ")?.lowerBound ?? line.endIndex).split { " ,/".contains($0) }
    }
    return Set(words.filter { $0.hasPrefix("--") }.map(String.init))
  }

  /// `db-tool`, which lies beside the tests' own program, or their bundle.
  static var tool: String {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    let program = URL(filePath: bundle.components(separatedBy: ".xctest/")[0]).resolvingSymlinksInPath()
    return program.deletingLastPathComponent().appending(path: "db-tool").path
  }

  /// What a program prints.
  ///
  /// - Throws: ``Failed``, where it does not succeed.
  static func output(of program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(program: program, arguments: arguments, output: output) }
    return output
  }
}
