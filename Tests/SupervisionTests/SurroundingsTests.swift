import ProcessTestTools
import Supervision
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("A child process")
struct SurroundingsTests {
  @Test("leads a session and a process group of its own")
  func ownSession() async throws {
    try await Shell.whileRunning(Shell.command("echo ready; exec sleep 1000"), afterPrinting: "ready") {
      child, _ in
      #expect(getsid(child.identifier) == child.identifier)
      #expect(getpgid(child.identifier) == child.identifier)
      #expect(getsid(0) != child.identifier)
    }
  }

  @Test("has the environment it was given and nothing else")
  func environment() async throws {
    let environment = ["A": "1", "EMPTY": "", "SPACE": " a b ", "SIGNS": "x=y=$HOME;'\"", "UMLAUT": "äöü €"]
    let command = ChildProcess.Command("/usr/bin/env", [], environment: environment)
    let printed = try await Shell.run(command).output
    #expect(Set(printed.split(separator: "\n")) == Set(environment.map { "\($0)=\($1)"[...] }))
  }

  @Test("gets its arguments as they are, with nothing expanded")
  func arguments() async throws {
    let words = ["", "a b", "*", "$HOME", "'\"\\", "-n", "ü"]
    let command = Shell.command(#"for word in "$@"; do printf '<%s>' "$word"; done"#, words)
    #expect(try await Shell.run(command).output == words.map { "<\($0)>" }.joined())
  }

  @Test("runs in the folder it was given")
  func workingDirectory() async throws {
    let folder = try TemporaryFolder("working directory")
    var command = Shell.command("pwd -P")
    command.workingDirectory = folder.path
    #expect(try await Shell.run(command).output == folder.path + "\n")
  }

  @Test("writes its output and its errors to the descriptors it was given")
  func descriptors() async throws {
    let result = try await Shell.run(Shell.command("echo out; echo err >&2"))
    #expect(result.output == "out\n")
    #expect(result.error == "err\n")
  }

  @Test("reads the descriptor it was given")
  func input() async throws {
    let folder = try TemporaryFolder()
    let descriptor = open(try folder.write("some input", to: "input"), O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    var command = Shell.command("cat")
    command.input = descriptor
    #expect(try await Shell.run(command).output == "some input")
  }

  @Test("reads nothing and writes to nowhere where it was given no descriptors")
  func noDescriptors() async throws {
    let ending = try await ChildProcess.start(Shell.command("cat && echo x && echo y >&2")).wait()
    #expect(ending == .exited(0))
  }

  @Test("inherits no other descriptor of ours")
  func noOtherDescriptors() async throws {
    let folder = try TemporaryFolder()
    let descriptor = open(try folder.write("", to: "secret"), O_RDONLY)
    defer { close(descriptor) }
    let result = try await Shell.run(Shell.command("cat <&\(descriptor)"))
    #expect(result.ending != .exited(0))
  }

  @Test("heeds a signal that is blocked in the thread that starts it")
  func blockedSignal() async throws {
    var (blocked, before) = (sigset_t(), sigset_t())
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGUSR2)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    let child = Result { try ChildProcess.start(Shell.command("kill -USR2 $$")) }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    #expect(try await child.get().wait() == .signalled(SIGUSR2))
  }

  @Test("becomes the user it was to be, with that user's group only", .enabled(if: geteuid() == 0))
  func account() async throws {
    let entry = try #require(getpwnam("nobody")).pointee
    var command = Shell.command("id -u; id -G")
    command.account = ChildProcess.Account(name: "nobody", user: entry.pw_uid, group: entry.pw_gid)
    #expect(try await Shell.run(command).output == "\(entry.pw_uid)\n\(entry.pw_gid)\n")
  }

  @Test("becomes that user by this tool, too, where no program of the system does it", .enabled(if: geteuid() == 0))
  func accountByThisTool() async throws {
    let entry = try #require(getpwnam("nobody")).pointee
    let command = ChildProcess.Command(
      BuiltTool.path,
      [
        ChildProcess.Account.subcommand, "\(entry.pw_uid)", "\(entry.pw_gid)", "--", "/bin/sh", "-c",
        "id -u; id -G; echo $A",
      ],
      environment: ["PATH": "/usr/bin:/bin", "A": "a -- b"])
    #expect(try await Shell.run(command).output == "\(entry.pw_uid)\n\(entry.pw_gid)\na -- b\n")
  }
}
