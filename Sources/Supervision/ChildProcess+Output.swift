internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

extension ChildProcess {
  /// What a program prints on its standard output; for programs that answer a question and end.
  ///
  /// - Parameter environment: Its whole environment; by default ours without what would have a PostgreSQL
  ///   program look elsewhere or load a toolchain's libraries.
  /// - Throws: `SubprocessError` where it can't be started, ``SystemError`` where it fails.
  package static func output(
    of executable: String, _ arguments: [String], environment: [String: String] = CleanEnvironment.current
  ) async throws -> String {
    let result = try await run(
      .path(FilePath(executable)), arguments: Arguments(arguments),
      environment: .custom(
        Dictionary(
          uniqueKeysWithValues: environment.compactMap { name, value in
            Environment.Key(rawValue: name).map { ($0, value) }
          })),
      output: .string(limit: 1 << 20))
    guard result.terminationStatus.isSuccess else {
      throw SystemError("run", executable, number: 0)
    }
    return result.standardOutput
  }
}
