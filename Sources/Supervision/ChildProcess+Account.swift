#if canImport(Darwin)
  package import Darwin
#elseif canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#endif

extension ChildProcess.Command {
  /// The same, run by a program that first becomes the account.
  ///
  /// Where the system has none for that, this tool is it: what runs as `root` starts it again by its own path.
  var asItsAccount: ChildProcess.Command {
    guard let account else { return self }
    var command = self
    command.account = nil
    if let system = ChildProcess.Account.program {
      command.executable = system
      command.arguments = ["--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups", "--"]
    } else {
      command.executable = OwnProgram.executable
      command.arguments = [ChildProcess.Account.subcommand, String(account.user), String(account.group), "--"]
    }
    command.arguments += [executable] + arguments
    return command
  }
}

extension ChildProcess.Account {
  /// The subcommand of this tool that becomes an account, and then a program.
  package static let subcommand = "run-as"

  /// Becomes an account with its group alone, and then a program in this process's environment.
  ///
  /// - Parameters:
  ///   - user: The account's number.
  ///   - group: Its group's number.
  ///   - words: The program's path, and its arguments.
  /// - Throws: ``SystemError`` where that fails; it does not return otherwise.
  package static func run(as user: uid_t, _ group: gid_t, _ words: [String]) throws -> Never {
    guard let program = words.first else { throw SystemError("run", "", number: EINVAL) }
    let name = "user \(user)"
    // In this order: who is not root any more may change neither.
    guard setgroups(1, [group]) == 0, setgid(group) == 0, setuid(user) == 0 else { throw SystemError("become", name) }
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    execv(program, &arguments)
    throw SystemError("run", program)
  }
}
