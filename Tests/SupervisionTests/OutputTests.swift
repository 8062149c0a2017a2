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

@Suite("The output of a program that answers a question")
struct OutputTests {
  @Test("is what it prints on standard output, as it is")
  func output() async throws {
    let text = try await ChildProcess.output(of: "/bin/sh", ["-c", "echo ' a '; echo b >&2; printf ü"])
    #expect(text == " a \nü")
  }

  @Test("is an error that names the program where that fails")
  func failure() async throws {
    let error = try await #require(throws: SystemError.self) {
      try await ChildProcess.output(of: "/bin/sh", ["-c", "echo x; exit 1"])
    }
    #expect(error.subject == "/bin/sh")
  }

  @Test("is an error that names the program where that isn't there")
  func missing() async throws {
    let error = try await #require(throws: (any Error).self) {
      try await ChildProcess.output(of: "/nowhere/program", [])
    }
    #expect("\(error)".contains("/nowhere/program"))
  }

  @Test("is that in the environment which was given, or in a clean one")
  func environment() async throws {
    let given = try await ChildProcess.output(of: "/usr/bin/env", [], environment: ["PGHOST": "x"])
    #expect(given == "PGHOST=x\n")
    let own = try await ChildProcess.output(of: "/usr/bin/env", [])
    #expect(!own.split(separator: "\n").contains { $0.hasPrefix("PG") || $0.hasPrefix("LD_LIBRARY_PATH=") })
    #expect(own.contains("PATH="))
  }

  @Test("is there when the program has ended, though something that it started still has its output open")
  func orphan() async throws {
    let text = try await ChildProcess.output(of: "/bin/sh", ["-c", "sleep 1000 & echo $!"])
    let orphan = try #require(pid_t(text.dropLast()))
    #expect(ProcessTable.isAlive(orphan))
    kill(orphan, SIGKILL)
  }

  @Test("is not waited for in a task that is cancelled, and what was said so far is none")
  func cancelled() async throws {
    let asking = Task { try await ChildProcess.output(of: "/bin/sh", ["-c", "echo a; exec sleep 1000"]) }
    asking.cancel()
    await #expect(throws: CancellationError.self) { try await asking.value }
  }
}
