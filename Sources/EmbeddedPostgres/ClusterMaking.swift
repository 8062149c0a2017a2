internal import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The `initdb` that makes a cluster, and what it has started.
///
/// They do not carry the mark of the run that they work for: whoever has the cluster's control lock ends them, and
/// nobody else does, so no two ever work in the same folder. A run that makes a cluster has that lock as long as it
/// lives; so where another one has it, what still works there belongs to a run that died.
struct ClusterMaking {
  /// What these processes carry in their environment.
  let mark: ProcessMark
  private let directory: ClusterDirectory

  init(of directory: ClusterDirectory) {
    mark = .making(clusterDirectory: directory.path)
    self.directory = directory
  }

  /// Ends them, and removes what they have made so far.
  func abandon() async throws {
    guard access(directory.unfinishedData, F_OK) == 0 else { return }
    await end()
    await PidFile(data: directory.unfinishedData)?.removeSharedMemory()
    try FileTree.remove(directory.unfinishedData)
  }

  /// Ends them.
  ///
  /// `initdb` is killed: told to end, it would remove the folder's contents. Its backend reads from it what to do, so it
  /// ends by itself then, and gives its shared memory back, which it would not do if it were killed as well.
  private func end() async {
    for process in living where getsid(process) == process { kill(process, SIGKILL) }
    let deadline = ContinuousClock.now + .seconds(2)
    while case let left = living, !left.isEmpty {
      if ContinuousClock.now > deadline {
        for process in left { kill(process, SIGKILL) }
        return
      }
      await uncancellableSleep(.milliseconds(5))
    }
  }

  private var living: [pid_t] { ProcessTable.processes(inSession: nil, markedWith: mark) }
}
