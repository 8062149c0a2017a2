internal import LeaseProtocol
internal import Supervision

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

/// The process that leaves a run in order, as seen from the run.
///
/// It holds the other end of a pipe. When that ends, by the run's end or by its death, the watcher settles the
/// ``Estate`` that it was told last. So what tidies up after `kill -9` is what tidies up every day.
package actor Watcher {
  private let executable: String
  private let arguments: [String]
  private let environment: [String: String]
  private var estate: Estate
  private var link: Link?
  private let settling = Locked(false)

  /// How long the watcher may take to leave everything in order.
  private static let patience: Duration = .seconds(6)

  /// The running process and its pipes.
  private struct Link {
    let process: ChildProcess
    let input: Int32
    let answers: DescriptorReader
    let answer: Answer
  }

  /// What the watcher says at its end.
  private final class Answer: @unchecked Sendable {  // Written by its reader only, read after that has ended.
    var bytes: [UInt8] = []
  }

  /// Starts the watcher.
  ///
  /// - Parameters:
  ///   - executable: This tool's program.
  ///   - arguments: What makes it a watcher.
  ///   - environment: With all that libpq needs to connect where the run does.
  package init(
    executable: String, arguments: [String], environment: [String: String], estate: Estate
  ) async throws {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.estate = estate
    try await start()
  }

  /// Writes down what is to be left in order from now on.
  package func change(_ change: @Sendable (inout Estate) -> Void) async throws {
    change(&estate)
    try await tell()
  }

  /// The leader of the tests' session, once they run.
  package var testsLeader: Int32? { estate.testsLeader }

  /// Whether everything is being left in order already. What is made from now on, nobody may know of.
  package nonisolated var isSettling: Bool { settling.withLock { $0 } }

  /// Starts another watcher where this one died. Called when that may have happened; costs nothing otherwise.
  package func revive() async throws {
    guard let link, !ProcessTable.isAlive(link.process.identifier) else { return }
    close(link.input)
    self.link = nil
    try await start()
  }

  /// Has everything left in order, and waits for that.
  ///
  /// - Returns: What could not be put in order.
  package func settle() async -> [String] {
    settling.withLock { $0 = true }
    guard let link else { return await estate.settle(hold: nil) }
    self.link = nil
    close(link.input)
    let limit = Task {
      try await Task.sleep(for: Self.patience)
      kill(link.process.identifier, SIGKILL)
    }
    await link.answers.untilEnd()
    limit.cancel()
    if let ending = try? await link.process.wait(), ending.isSuccess,
      let problems = try? JSONDecoder().decode([String].self, from: Data(link.answer.bytes))
    {
      return problems
    }
    // It died, or did nothing, as when somebody has stopped it; then it is up to us.
    return await estate.settle(hold: nil)
  }

  private func start() async throws {
    var input: [Int32] = [-1, -1]
    var output: [Int32] = [-1, -1]
    guard pipe(&input) == 0, pipe(&output) == 0 else { throw SystemError("open", "pipe") }
    for descriptor in input + output { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var command = ChildProcess.Command(executable, arguments, environment: environment)
    command.workingDirectory = "/"
    command.input = input[0]
    command.output = output[1]
    command.error = output[1]
    let process = try ChildProcess.start(command)
    close(input[0])
    close(output[1])
    let answer = Answer()
    let answers = DescriptorReader(output[0]) { answer.bytes += $0 }
    link = Link(process: process, input: input[1], answers: answers, answer: answer)
    try await tell()
  }

  /// Sends the estate; one line, in one write, so that it arrives whole or not at all.
  private func tell() async throws {
    guard let link else { return }
    let line = try JSONEncoder().encode(estate) + [UInt8(ascii: "\n")]
    let written = line.withUnsafeBytes { write(link.input, $0.baseAddress, $0.count) }
    if written != line.count { try await revive() }
  }
}
