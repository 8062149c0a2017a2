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
  /// It is killed where the task is cancelled. What it has started itself and left running is not waited for.
  ///
  /// - Parameter environment: Its whole environment; by default ours without what would have a PostgreSQL
  ///   program look elsewhere or load a toolchain's libraries.
  /// - Throws: ``SystemError`` where it can't be started or fails; `CancellationError`.
  package static func output(
    of executable: String, _ arguments: [String], environment: [String: String] = CleanEnvironment.current
  ) async throws -> String {
    // No pipe: that ends when everybody has closed it who has inherited it.
    let file = try namelessFile()
    defer { close(file) }
    var command = Command(executable, arguments, environment: environment)
    command.output = file
    let process = try start(command)
    let ending = try await withTaskCancellationHandler {
      try await process.wait()
    } onCancel: {
      kill(process.identifier, SIGKILL)
    }
    // A program that was ended has not said all.
    try Task.checkCancellation()
    guard ending.isSuccess else { throw SystemError("run", executable, number: 0) }
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = pread(file, &piece, piece.count, off_t(output.count))
      guard count > 0 else { return String(decoding: output, as: UTF8.self) }
      output += piece[..<count]
    }
  }

  /// A file that nobody else can open, and that goes when it is closed.
  private static func namelessFile() throws -> Int32 {
    var path = Array("/tmp/db-test-output-XXXXXX".utf8CString)
    let file = mkstemp(&path)
    guard file >= 0 else { throw SystemError("write", "/tmp") }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    unlink(path)
    return file
  }
}
