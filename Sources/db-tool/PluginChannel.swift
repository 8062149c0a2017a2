import Supervision

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The conversation with the plugin that started us.
///
/// In lines that begin with a record separator we say `build` to have the tests built, and `error` and a text
/// at a bad end, for SwiftPM to show; other lines of standard output are printed. We hear `built` or `failed`.
/// The end of what we hear means that the plugin is gone.
struct PluginChannel: Sendable {
  private let answers: AsyncStream<String>

  /// Opens the channel: standard input and standard output.
  init(_ interruption: Interruption) {
    let (answers, continuation) = AsyncStream<String>.makeStream()
    self.answers = answers
    let splitter = LineSplitter()
    let reader = DescriptorReader(STDIN_FILENO) { bytes in
      for line in splitter.lines(afterReading: bytes) {
        continuation.yield(String(decoding: line, as: UTF8.self))
      }
    }
    Task {
      await reader.untilEnd()
      continuation.finish()
      await interruption.request(.pluginEnded)
    }
  }

  /// Has SwiftPM, which holds the lock on its build folder, build the tests.
  ///
  /// - Returns: Whether that worked.
  func build() async throws -> Bool {
    say("build")
    for await answer in answers { return answer == "built" }
    throw CancellationError()
  }

  /// Says how the run ended where it did not end well.
  func fail(_ message: String) { say("error \(message)") }

  private func say(_ line: String) {
    let bytes = Array(("\u{1E}" + line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}
