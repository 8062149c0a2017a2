import Foundation

/// The tool, as the checkout has built it.
package enum BuiltTool {
  /// The copy that is called: somebody may build the checkout again meanwhile.
  static func path(in scratch: Scratch) -> String { scratch.folder + "/db-tool" }

  /// Has it built, as far as it isn't, and copies it.
  ///
  /// - Throws: ``Unexpected``, with what the compiler says.
  package static func prepare(in scratch: Scratch = .shared) async throws {
    let build = ["swift", "build", "--package-path", Scratch.checkout, "--product", "db-tool"]
    let built = try await command(build, in: scratch).run(within: .seconds(1200))
    guard built.isSuccess else { throw Unexpected("\(built)") }
    let folder = try await command(build + ["--show-bin-path"], in: scratch).run()
    guard folder.isSuccess else { throw Unexpected("\(folder)") }
    try FileManager.default.createDirectory(atPath: scratch.folder, withIntermediateDirectories: true)
    try? FileManager.default.removeItem(atPath: path(in: scratch))
    let program = folder.standardOutput.trimmingCharacters(in: .newlines) + "/db-tool"
    try FileManager.default.copyItem(atPath: program, toPath: path(in: scratch))
  }

  private static func command(_ words: [String], in scratch: Scratch) -> Command {
    Command(words, in: Scratch.checkout, environment: scratch.environment, connection: .pipes)
  }
}
