#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension ChildProcess {
  /// What a program prints on its standard output; for programs that answer a question and end.
  ///
  /// - Parameter environment: Its whole environment; by default ours without what would have a PostgreSQL
  ///   program look elsewhere or load a toolchain's libraries.
  /// - Throws: ``SystemError`` where it can't be started or fails.
  package static func output(
    of executable: String, _ arguments: [String], environment: [String: String] = CleanEnvironment.current
  ) async throws -> String {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError("open", "pipe") }
    for descriptor in ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    let (pieces, continuation) = AsyncStream<[UInt8]>.makeStream()
    // It closes its end of the pipe itself.
    _ = DescriptorReader(ends[0]) {
      continuation.yield(Array($0))
    } atEnd: {
      continuation.finish()
    }
    var command = Command(executable, arguments, environment: environment)
    command.output = ends[1]
    let process: ChildProcess
    do {
      defer { close(ends[1]) }
      process = try start(command)
    }
    var output: [UInt8] = []
    for await piece in pieces { output += piece }
    guard try await process.wait().isSuccess else { throw SystemError("run", executable, number: 0) }
    return String(decoding: output, as: UTF8.self)
  }
}
