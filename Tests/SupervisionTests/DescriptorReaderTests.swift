import LeaseProtocol
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

@Suite("Reading a descriptor in the background")
struct DescriptorReaderTests {
  private func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Self.systemPipe(&ends) == 0 else { throw SystemError("open", "pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func systemPipe(_ ends: inout [Int32]) -> Int32 {
    #if canImport(Darwin)
      Darwin.pipe(&ends)
    #elseif canImport(Glibc)
      Glibc.pipe(&ends)
    #elseif canImport(Musl)
      Musl.pipe(&ends)
    #endif
  }

  @Test("gives each piece as it arrives, before the end")
  func live() async throws {
    let (reading, writing) = try pipe()
    let collected = ByteCollector()
    let reader = DescriptorReader(reading) { collected.add($0) }
    for word in ["one", "two", "three"] {
      _ = write(writing, word, word.utf8.count)
      try await eventually("\(word) arrives") { collected.text.hasSuffix(word) }
    }
    close(writing)
    await reader.untilEnd()
    #expect(collected.pieces.count == 3)
  }

  @Test("does what can wait once nothing more comes for a moment, as often as that is wanted, and goes on reading")
  func pause() async throws {
    let (reading, writing) = try pipe()
    let collected = ByteCollector()
    let left = Locked(0)
    let pause = DescriptorReader.Pause(milliseconds: 1) {
      .microseconds(50)
    } isWanted: {
      left.withLock { $0 > 0 }
    } body: {
      left.withLock { $0 -= 1 }
    }
    let reader = DescriptorReader(reading, receive: { collected.add($0) }, pause: pause)
    for times in [0, 3, 1] {
      left.withLock { $0 = times }
      _ = write(writing, "x", 1)
      try await eventually("it was done \(times) times") { left.withLock { $0 == 0 } }
    }
    try await eventually("all has arrived") { collected.text == "xxx" }
    close(writing)
    await reader.untilEnd()
    #expect(left.withLock { $0 } == 0)
  }

  @Test("says that the end is there after the last piece, once, also where there was none")
  func end() async throws {
    for text in ["", "last"] {
      let (reading, writing) = try pipe()
      let collected = ByteCollector()
      let reader = DescriptorReader(reading) {
        collected.add($0)
      } atEnd: {
        Array("|".utf8).withUnsafeBytes { collected.add($0) }
      }
      _ = write(writing, text, text.utf8.count)
      close(writing)
      await reader.untilEnd()
      await reader.untilEnd()
      #expect(collected.text == text + "|")
    }
  }

  @Test("loses nothing of 5 MB, and keeps the order")
  func much() async throws {
    let pipe = try Pipe()
    var command = Shell.command(
      "i=0; while [ $i -lt 50000 ]; do echo $i; i=$((i+1)); done; head -c 5000000 /dev/zero")
    command.output = pipe.input
    #expect(try await ChildProcess.start(command).wait() == .exited(0))
    let expected =
      Array((0..<50000).map { "\($0)\n" }.joined().utf8) + [UInt8](repeating: 0, count: 5_000_000)
    _ = await pipe.untilEnd()
    #expect(pipe.output.bytes == expected)
  }

  @Test("takes the end of a pseudo-terminal for the end")
  func terminal() async throws {
    let terminal = try PseudoTerminal(size: nil)
    let collected = ByteCollector()
    let reader = DescriptorReader(terminal.controller) { collected.add($0) }
    _ = write(terminal.terminal, "last", 4)
    close(terminal.terminal)
    await reader.untilEnd()
    #expect(collected.text == "last")
  }
}
