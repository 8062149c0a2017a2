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

@Suite("The processes of a run")
struct RunProcessesTests {
  private let mark = ProcessMark.run("unit-\(UInt64.random(in: .min ... .max))")

  private func command(_ script: String) -> ChildProcess.Command {
    Shell.command(script, environment: [mark.variable: mark.value])
  }

  @Test("are those of its session and those with its mark, and no others")
  func living() async throws {
    try await Shell.whileRunning(command("echo ready; exec sleep 1000"), afterPrinting: "ready") {
      marked, _ in
      let other = Shell.command("echo ready; exec sleep 1000", environment: [mark.variable: mark.value + "0"])
      try await Shell.whileRunning(other, afterPrinting: "ready") { unmarked, _ in
        #expect(RunProcesses(leader: nil, mark: mark).living == [marked.identifier])
        #expect(
          Set(RunProcesses(leader: unmarked.identifier, mark: mark).living)
            == [marked.identifier, unmarked.identifier])
        #expect(ProcessTable.isAlive(marked.identifier, markedWith: mark))
        #expect(!ProcessTable.isAlive(unmarked.identifier, markedWith: mark))
      }
    }
  }

  @Test("may end by themselves when they are asked to")
  func polite() async throws {
    let script = "trap 'echo bye; exit 9' INT; echo ready; while :; do sleep 0.01; done"
    try await Shell.whileRunning(command(script), afterPrinting: "ready") { child, output in
      #expect(await RunProcesses(leader: child.identifier, mark: mark).end(grace: .seconds(30)) == [])
      #expect(try await child.wait() == .exited(9))
      try await eventually("the last word arrives") { output.text.contains("bye") }
    }
  }

  @Test("are killed after the grace where they ignore SIGINT, and not before")
  func stubborn() async throws {
    let script = "trap '' INT TERM HUP; echo ready; while :; do sleep 0.01; done"
    try await Shell.whileRunning(command(script), afterPrinting: "ready") { child, _ in
      let start = ContinuousClock.now
      #expect(await RunProcesses(leader: child.identifier, mark: mark).end(grace: .milliseconds(300)) == [])
      #expect(ContinuousClock.now - start >= .milliseconds(300))
      let ending = try await child.wait()
      #expect(ending == .signalled(SIGKILL))
    }
  }

  @Test(
    "are found by their mark where they left the session",
    .enabled(if: access("/usr/bin/setsid", X_OK) == 0))
  func otherSession() async throws {
    let script = "setsid sh -c 'trap \"\" INT; echo ready; while :; do sleep 0.01; done' & exit 0"
    try await Shell.whileRunning(command(script), afterPrinting: "ready") { child, _ in
      _ = try await child.wait()
      #expect(ProcessTable.processes(inSession: child.identifier, markedWith: nil) == [])
      let processes = RunProcesses(leader: child.identifier, mark: mark)
      #expect(!processes.living.isEmpty)
      #expect(await processes.end(grace: .zero) == [])
      #expect(processes.living == [])
    }
  }

  @Test(
    "are found by their session where they left the process group and dropped the mark",
    .enabled(if: access("/usr/bin/timeout", X_OK) == 0))
  func otherGroup() async throws {
    let script = "env -i /usr/bin/timeout 1000 /bin/sh -c 'echo ready; exec sleep 1000' & exit 0"
    try await Shell.whileRunning(command(script), afterPrinting: "ready") { child, _ in
      _ = try await child.wait()
      let processes = RunProcesses(leader: child.identifier, mark: mark)
      try await eventually("only the one without the mark is left") {
        RunProcesses(leader: nil, mark: mark).living.isEmpty
      }
      let orphan = try #require(processes.living.first)
      #expect(getpgid(orphan) != child.identifier)
      #expect(await processes.end(grace: .zero) == [])
    }
  }

  @Test("that start others faster than they are killed are ended all the same")
  func forking() async throws {
    let script =
      "trap '' INT; step() { sleep 0.05 & step2; }; step2() { (trap '' INT; sleep 0.02; exit) & :; }; "
      + "echo ready; while :; do step; sleep 0.01; done"
    try await Shell.whileRunning(command(script), afterPrinting: "ready") { child, _ in
      let processes = RunProcesses(leader: child.identifier, mark: mark)
      #expect(await processes.end(grace: .milliseconds(50)) == [])
      #expect(processes.living == [])
    }
  }

  @Test("that ended but were not waited for don't count")
  func zombies() async throws {
    // The child of the program that took the shell's place is waited for by nobody.
    let script = "sleep 0 & echo $!; exec sleep 1000"
    try await Shell.whileRunning(command(script), afterPrinting: "\n") { child, output in
      let zombie = try #require(pid_t(output.text.prefix { $0.isNumber }))
      try await eventually("it has ended") { !ProcessTable.isAlive(zombie) }
      #expect(kill(zombie, 0) == 0, "its parent hasn't waited for it")
      let processes = RunProcesses(leader: child.identifier, mark: mark)
      #expect(processes.living == [child.identifier])
      #expect(await processes.end(grace: .seconds(30)) == [])
    }
  }

  @Test("where there are none are ended at once")
  func none() async throws {
    let start = ContinuousClock.now
    #expect(await RunProcesses(leader: nil, mark: mark).end(grace: .seconds(600)) == [])
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test("never include ourselves")
  func ourselves() {
    #expect(!ProcessTable.processes(inSession: getsid(0), markedWith: nil).contains(getpid()))
  }
}
