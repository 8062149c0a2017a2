#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension ChildProcess {
  /// Starts a process, which inherits no descriptor but its three, and no signal that is ignored or blocked here.
  ///
  /// - Throws: ``SystemError`` where it can't be started.
  package static func start(_ command: Command) throws -> ChildProcess {
    let command = command.asItsAccount
    // What one of the three is to become may be the number of another one.
    var copies: [Int32] = []
    defer { for copy in copies { close(copy) } }
    func copy(_ descriptor: Int32) throws -> Int32 {
      let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
      guard copy >= 0 else { throw SystemError("pass on", "descriptor \(descriptor)") }
      copies.append(copy)
      return copy
    }
    var preparation = try SpawnPreparation()
    defer { preparation.end() }
    for (number, descriptor) in [command.input, command.output, command.error].enumerated() {
      if let descriptor {
        try preparation.use(copy(descriptor), as: Int32(number))
      } else {
        try preparation.useNullDevice(as: Int32(number))
      }
    }
    try preparation.closeAllOthers()
    if let folder = command.workingDirectory { try preparation.run(in: folder) }
    try preparation.setSignals()
    try preparation.setFlags(leadsSession: !command.hasOurTerminal)

    var words = ([command.executable] + command.arguments).map { strdup($0) } + [nil]
    var entries = command.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for string in words + entries { free(string) } }
    var identifier: pid_t = 0
    let number = posix_spawn(
      &identifier, command.executable, &preparation.actions, &preparation.attributes, &words, &entries)
    guard number == 0 else { throw failure(number, of: command) }
    return ChildProcess(identifier: identifier)
  }

  /// The folder, where it is that which can't be used, or else the program.
  private static func failure(_ number: Int32, of command: Command) -> SystemError {
    if let folder = command.workingDirectory, access(folder, X_OK) != 0 { return SystemError("enter", folder) }
    return SystemError("run", command.executable, number: number)
  }
}
