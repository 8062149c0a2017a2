import Dispatch
import Foundation
import PackagePlugin

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The running tool.
///
/// It listens on its standard input, which ends when this process dies: that is how it notices. On its
/// standard output it says, in lines that begin with a record separator, what it wants of us: `build`. Its
/// other lines are printed. What it has to say to people besides goes to standard error, which it shares with
/// this process: SwiftPM prints an error of `Diagnostics` in the middle of what it prints already.
final class ToolProcess: @unchecked Sendable {  // What changes, changes on the one thread that reads.
  private let process = Process()
  private let toTool = Pipe()
  private let fromTool = Pipe()
  private var sources: [any DispatchSourceProtocol] = []
  private let builds = DispatchGroup()
  private let originalParent = getppid()

  init(program: URL, arguments: [String]) {
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = toTool
    process.standardOutput = fromTool
  }

  /// Runs the tool to its end.
  ///
  /// - Parameter build: Builds the tests; called when the tool asks for it.
  /// - Returns: The tool's exit status.
  /// - Throws: What the system says where the tool can't be started.
  func run(build: @escaping @Sendable () -> Bool) async throws -> Int32 {
    takeSignals()
    try process.run()
    watchParent()
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [self] in
        var unfinished = Data()
        while case let piece = fromTool.fileHandleForReading.availableData, !piece.isEmpty {
          unfinished += piece
          while let end = unfinished.firstIndex(of: UInt8(ascii: "\n")) {
            answer(String(decoding: unfinished[..<end], as: UTF8.self), build)
            unfinished = unfinished[unfinished.index(after: end)...]
          }
        }
        continuation.resume()
      }
    }
    // Its end is near: it has closed its output. `waitUntilExit` looks for it every 50 ms only.
    while process.isRunning { try await Task.sleep(for: .milliseconds(1)) }
    // SwiftPM can't stop a build that it does for us, and complains where it can't say how that ended.
    builds.wait()
    guard process.terminationReason == .uncaughtSignal else { return process.terminationStatus }
    let number = process.terminationStatus
    let message = "error: db-tool died of signal \(number); its watcher tidies up what it left\n"
    try? FileHandle.standardError.write(contentsOf: Data(message.utf8))
    return 128 + number
  }

  private func answer(_ line: String, _ build: @escaping @Sendable () -> Bool) {
    guard line == "\u{1E}build" else { return print(line) }
    // The tool may end before the build does, and is to be heard while it goes on.
    DispatchQueue.global().async(group: builds) { [toTool] in
      let word = build() ? "built\n" : "failed\n"
      try? toTool.fileHandleForWriting.write(contentsOf: Data(word.utf8))
    }
  }

  /// Hands on the signals that ask us to end. On Ctrl-C SwiftPM sends SIGINT to this process only.
  private func takeSignals() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [process] in
        if process.isRunning { kill(process.processIdentifier, number) }
      }
      source.resume()
      sources.append(source)
    }
  }

  /// Notices the death of SwiftPM, of which nobody tells a plugin: it gets another parent.
  private func watchParent() {
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + 0.2, repeating: 0.2)
    timer.setEventHandler { [process, originalParent] in
      guard getppid() != originalParent else { return }
      timer.cancel()
      if process.isRunning { kill(process.processIdentifier, SIGTERM) }
    }
    timer.resume()
    sources.append(timer)
  }
}
