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
/// In a line that begins with a record separator we say `build` to have the tests built; other lines of
/// standard output are printed. We hear `built` or `failed`. The end of what we hear means that the plugin is
/// gone.
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

  /// Has the run end with the plugin, of which nothing else is wanted.
  static func watchPlugin(_ interruption: Interruption) { _ = PluginChannel(interruption) }

  /// Has SwiftPM, which holds the lock on its build folder, build the tests.
  ///
  /// - Returns: Whether that worked.
  func build() async throws -> Bool {
    let line = Array("\u{1E}build\n".utf8)
    _ = line.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    for await answer in answers { return answer == "built" }
    throw CancellationError()
  }
}
