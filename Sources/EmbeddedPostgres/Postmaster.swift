internal import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The server process of a cluster, found and ended.
struct Postmaster {
  private let process: pid_t
  private let mark: ProcessMark

  /// The living one of a cluster, or `nil` where none is.
  ///
  /// A number in a file proves nothing: the process must carry the cluster's mark in its environment. One
  /// that has only just been started has not written the file yet, and is found by its mark.
  init?(of directory: ClusterDirectory) {
    mark = .server(clusterDirectory: directory.path)
    let recorded = PidFile(data: directory.data)?.process
    if let recorded, ProcessTable.isAlive(recorded, markedWith: mark) {
      process = recorded
    } else if let found = ProcessTable.processes(inSession: nil, markedWith: mark).min() {
      process = found
    } else {
      return nil
    }
  }

  /// Stops it: a fast shutdown, an immediate one where that takes too long, and SIGKILL as the last means.
  ///
  /// Source: PostgreSQL manual, "Shutting Down the Server".
  ///
  /// - Returns: Whether it is gone.
  func stop() async -> Bool {
    for (number, limit) in [(SIGINT, 2.5), (SIGQUIT, 1), (SIGKILL, 1)] {
      kill(process, number)
      let deadline = ContinuousClock.now + .seconds(limit)
      while ContinuousClock.now < deadline {
        if !ProcessTable.isAlive(process, markedWith: mark) { return true }
        await uncancellableSleep(.milliseconds(2))
      }
    }
    return false
  }
}

/// What `postmaster.pid` says.
///
/// Source: PostgreSQL's `src/include/utils/pidfile.h`: one item on each line.
struct PidFile {
  /// The number of the server process, or of the backend of `initdb`, which works alone and writes it with a minus.
  let process: pid_t
  /// The identifier of its System V shared memory segment, where it has one.
  let sharedMemory: Int32?
  /// Whether it says that clients are let in.
  ///
  /// Source: PostgreSQL's `src/include/utils/pidfile.h`, the eighth line.
  let isReady: Bool

  init?(data: String) {
    guard let bytes = PrivateFile.read(data + "/postmaster.pid") else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard let number = lines.first.flatMap({ pid_t($0) }), number != .min, abs(number) > 1 else { return nil }
    process = abs(number)
    let memory = lines.count > 6 ? lines[6].split(separator: " ") : []
    sharedMemory = memory.count == 2 ? Int32(memory[1]) : nil
    isReady = lines.count > 7 && lines[7].hasPrefix("ready")
  }

  /// Removes the shared memory of a server that was killed, as the next start on the same data would.
  ///
  /// The killed server's children end by themselves, a moment later. They have neither its session nor its mark,
  /// since PostgreSQL writes their titles over their environment; but they have its memory.
  func removeSharedMemory() async {
    guard let sharedMemory else { return }
    var information = shmid_ds()
    let deadline = ContinuousClock.now + .seconds(2)
    while shmctl(sharedMemory, IPC_STAT, &information) == 0 {
      // Attached by nobody, so nobody's any more; a segment of another user's can't be removed.
      if information.shm_nattch == 0 {
        shmctl(sharedMemory, IPC_RMID, nil)
        return
      }
      guard ContinuousClock.now < deadline else { return }
      await uncancellableSleep(.milliseconds(2))
    }
  }
}
