internal import EmbeddedPostgres
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

/// The watcher itself: reads what is to be left in order, line after line, and settles it at the end.
package enum WatcherProcess {
  /// Runs until the run at the other end of standard input has ended, and everything is in order.
  package static func run() async throws {
    Interruptions.ignoreAll()
    var estate: Estate?
    var hold: FileLock?
    // The run lives as long as somebody tidies up after it.
    var life: FileLock?
    for await line in lines() {
      guard let told = try? JSONDecoder().decode(Estate.self, from: Data(line)) else { continue }
      estate = told
      if life == nil { life = told.directory.join() }
      if hold == nil, let cluster = told.cluster {
        // From now on the server has a holder that survives the run.
        hold = try await EmbeddedServer.hold(clusterDirectory: cluster)
      }
    }
    let problems = await estate?.settle(hold: hold) ?? []
    life?.release()
    let answer = try JSONEncoder().encode(problems)
    _ = answer.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }

  private static func lines() -> AsyncStream<[UInt8]> {
    let (lines, continuation) = AsyncStream<[UInt8]>.makeStream()
    let splitter = LineSplitter()
    let reader = DescriptorReader(STDIN_FILENO) { bytes in
      for line in splitter.lines(afterReading: bytes) { continuation.yield(line) }
    }
    Task {
      await reader.untilEnd()
      continuation.finish()
    }
    return lines
  }
}
