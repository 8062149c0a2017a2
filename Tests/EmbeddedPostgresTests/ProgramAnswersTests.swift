import Foundation
import ProcessTestTools
import Testing

@testable import EmbeddedPostgres

@Suite("What programs have answered")
struct ProgramAnswersTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("answers") }

  private var kept: String { folder.path("programs.json") }

  /// Asks a program, as a run does that then writes down what it has learnt.
  private func ask(_ program: String) async -> String? {
    let answers = ProgramAnswers(cache: folder.path)
    let output = await answers.output(of: program, "asked")
    await answers.save(in: folder.path)
    return output
  }

  /// Puts a copy of a program of the system in a place.
  private func copy(_ program: String) throws -> String {
    let path = folder.path("program")
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.copyItem(
      atPath: ["/usr/bin/\(program)", "/bin/\(program)"].first {
        FileManager.default.fileExists(atPath: $0)
      } ?? program, toPath: path)
    return path
  }

  @Test("are not asked for again as long as the program's file is the same")
  func known() async throws {
    let program = try copy("echo")
    #expect(await ask(program) == "asked\n")
    let text = try String(contentsOfFile: kept, encoding: .utf8)
    try folder.write(text.replacing("asked\\n", with: "known\\n"), to: "programs.json")
    #expect(await ask(program) == "known\n")
  }

  @Test("are asked for again where another file has the program's place")
  func replaced() async throws {
    #expect(await ask(try copy("echo")) == "asked\n")
    #expect(await ask(try copy("true")) == "")
  }

  @Test("of a script are asked for each time, since it may ask others")
  func script() async throws {
    try folder.write("one", to: "answer")
    let script = try folder.script("script", "cat '\(folder.path("answer"))'")
    #expect(await ask(script) == "one")
    try folder.write("two", to: "answer")
    #expect(await ask(script) == "two")
  }

  @Test("that can't be read are asked for", arguments: ["", "{", "[1]"])
  func broken(text: String) async throws {
    let program = try copy("echo")
    try folder.write(text, to: "programs.json")
    #expect(await ask(program) == "asked\n")
  }

  @Test("of a program that fails are none, and are not kept")
  func failing() async throws {
    #expect(await ask(try copy("false")) == nil)
    #expect(!FileManager.default.fileExists(atPath: kept))
  }
}
