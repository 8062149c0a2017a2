import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A running command: the leader of a session of its own.
package final class Running: @unchecked Sendable {  // What changes is behind the lock.
  /// What was started.
  package let command: Command
  /// The process.
  package let identifier: Int32
  private let start = ContinuousClock.now
  private let lock = NSLock()
  private let keyboard: Int32?
  private var bytes = Data()
  private var standardBytes = Data()
  private var openOutputs = 0
  private var status: Int32?

  /// Starts a command.
  package init(_ command: Command) throws {
    self.command = command
    let spawned = try SpawnedProcess(command)
    identifier = spawned.identifier
    keyboard = spawned.keyboard
    openOutputs = spawned.outputs.count
    for (number, descriptor) in spawned.outputs.enumerated() {
      Thread.detachNewThread { [self] in read(descriptor, isStandard: number == 0) }
    }
    Thread.detachNewThread { [self] in
      var status: Int32 = 0
      while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
      locked { self.status = status }
    }
  }

  /// All that it has printed so far.
  package var output: String { locked { String(decoding: bytes, as: UTF8.self) } }

  /// Whether it has not ended yet.
  package var isRunning: Bool { locked { status == nil } }

  /// Types characters at its terminal, such as Ctrl-C, the character 3.
  package func type(_ text: String) {
    guard let keyboard else { return }
    let bytes = Array(text.utf8)
    _ = write(keyboard, bytes, bytes.count)
  }

  /// Waits until it has printed something.
  package func waitForOutput(_ text: String, within limit: Duration = .seconds(60)) async throws {
    let found = try await eventually(within: limit) { () -> Bool? in
      if output.contains(text) { return true }
      return isRunning ? nil : output.contains(text)
    }
    guard found == true else {
      throw Unexpected("'\(text)' was not printed by `\(command)`:\n\(output)")
    }
  }

  /// Waits for its end. Where that does not come in time it is killed.
  package func ended(within limit: Duration) async throws -> Ended {
    let ended = try await eventually(within: limit) { locked { status } }
    guard let status = ended else {
      kill(identifier, SIGKILL)
      throw Unexpected("`\(command)` did not end within \(limit):\n\(output)")
    }
    let duration = ContinuousClock.now - start
    // What it left running may hold its output open.
    _ = try await eventually(within: .seconds(1)) { locked { openOutputs == 0 } ? true : nil }
    let number = status & 0x7f
    return locked {
      Ended(
        command: command, ending: number == 0 ? .exited((status >> 8) & 0xff) : .signalled(number),
        output: String(decoding: bytes, as: UTF8.self),
        standardOutput: String(decoding: standardBytes, as: UTF8.self), duration: duration)
    }
  }

  /// Reads to the end; on a terminal that is an error, after the last program there has ended.
  private func read(_ descriptor: Int32, isStandard: Bool) {
    var piece = [UInt8](repeating: 0, count: 16384)
    while true {
      let count = systemRead(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      locked {
        bytes += piece[..<count]
        if isStandard { standardBytes += piece[..<count] }
      }
    }
    close(descriptor)
    locked { openOutputs -= 1 }
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    lock.lock()
    defer { lock.unlock() }
    return body()
  }
}

/// read(2), which ``Running``'s own function of that name hides.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, bytes, count)
}
