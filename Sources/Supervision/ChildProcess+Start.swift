internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

extension ChildProcess {
  /// Starts a process.
  ///
  /// - Throws: `SubprocessError` where it can't be started.
  package static func start(_ command: Command) async throws -> ChildProcess {
    let configuration = configuration(for: command.asItsAccount)
    let null = try FileDescriptor.open("/dev/null", .readWrite, options: .closeOnExec)
    func descriptor(_ number: Int32?) -> FileDescriptor { number.map(FileDescriptor.init(rawValue:)) ?? null }
    let (started, continuation) = AsyncThrowingStream<Int32, any Error>.makeStream()
    let input = descriptor(command.input)
    let output = descriptor(command.output)
    let error = descriptor(command.error)
    let ending = Task {
      defer { try? null.close() }
      do {
        let result = try await run(
          configuration, input: .fileDescriptor(input, closeAfterSpawningProcess: false),
          output: .fileDescriptor(output, closeAfterSpawningProcess: false),
          error: .fileDescriptor(error, closeAfterSpawningProcess: false)
        ) { execution in
          continuation.yield(execution.processIdentifier.value)
          continuation.finish()
        }
        switch result.terminationStatus {
        case .exited(let code): return Ending.exited(code)
        case .signaled(let number): return Ending.signalled(number)
        }
      } catch {
        continuation.finish(throwing: error)
        throw error
      }
    }
    // A cancelled task has to know it, too: somebody must be able to end it.
    let identifier = try await uncancellable {
      for try await identifier in started { return identifier }
      return -1
    }
    return ChildProcess(identifier: identifier, ending: ending)
  }

  private static func configuration(for command: Command) -> Configuration {
    var options = PlatformOptions()
    options.createSession = !command.hasOurTerminal
    if let account = command.account {
      options.userID = account.user
      options.groupID = account.group
      options.supplementaryGroups = []
    }
    return Configuration(
      executable: .path(FilePath(command.executable)), arguments: Arguments(command.arguments),
      environment: .custom(
        Dictionary(
          uniqueKeysWithValues: command.environment.compactMap { name, value in
            Environment.Key(rawValue: name).map { ($0, value) }
          })),
      workingDirectory: command.workingDirectory.map { FilePath($0) }, platformOptions: options)
  }
}
