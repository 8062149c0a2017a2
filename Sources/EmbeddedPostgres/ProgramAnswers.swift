internal import Supervision

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What programs have said of themselves, kept in the cache: to ask `postgres` for its version takes 15 ms and more, of each
/// run before it starts a server.
///
/// A program's version is that of its file. A script may say something else each time, as may a program that does many others'
/// work by the name that it is called by, and these are asked each time.
package actor ProgramAnswers {
  private var answers: [String: Answer]
  private var hasNews = false

  private struct Answer: Codable {
    let program: String
    /// Which file it was.
    let file: String
    let output: String
  }

  /// Reads what is known.
  ///
  /// - Parameter cache: The folder that clusters are kept in; `nil` where there is none, so that everything is asked.
  package init(cache: String?) {
    let bytes = cache.flatMap { PrivateFile.read(Self.path($0)) }
    answers = bytes.flatMap { try? JSONDecoder().decode([String: Answer].self, from: Data($0)) } ?? [:]
  }

  /// What a program prints, which is called with one argument; `nil` where it fails.
  func output(of program: String, _ argument: String) async -> String? {
    let key = "\(program) \(argument)"
    let file = ProgramFile.identity(program)
    if let known = answers[key], known.file == file { return known.output }
    guard let output = try? await ChildProcess.output(of: program, [argument]) else { return nil }
    // One that says nothing has not answered.
    if let file, !output.isEmpty {
      answers[key] = Answer(program: program, file: file, output: output)
      hasNews = true
    }
    return output
  }

  /// Writes down what is new; where that is not possible, it is asked again.
  package func save(in cache: String) {
    guard hasNews else { return }
    // What was removed, or is another program now, would stay for ever.
    let current = answers.filter { ProgramFile.identity($0.value.program) == $0.value.file }
    guard let text = try? JSONEncoder().encode(current) else { return }
    try? PrivateFile.write(String(decoding: text, as: UTF8.self), to: Self.path(cache))
    hasNews = false
  }

  private static func path(_ cache: String) -> String { cache + "/programs.json" }
}
