#if canImport(Darwin)
  package import Darwin
#elseif canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#endif

/// The processes of this machine, as far as they can be seen.
package enum ProcessTable {
  /// The living processes that belong to a session (`setsid`), as does its leader, or carry a mark in their environment.
  ///
  /// The leader counts also where it leads no session: then it is alone.
  ///
  /// Ones that ended but were not waited for don't count: where nobody waits for orphans, as in many
  /// containers, they stay for ever.
  package static func processes(inSession session: pid_t?, markedWith mark: ProcessMark?) -> [pid_t] {
    let own = getpid()
    let entry = mark?.entry
    return allProcesses().filter { process in
      guard process != own else { return false }
      var isMeant = false
      if let session { isMeant = process == session || getsid(process) == session }
      if !isMeant, let entry { isMeant = environment(of: process, contains: entry) }
      // Last, since it is true of nearly all.
      return isMeant && isAlive(process)
    }
  }

  /// Whether a living process carries a mark.
  package static func isAlive(_ process: pid_t, markedWith mark: ProcessMark) -> Bool {
    isAlive(process) && environment(of: process, contains: mark.entry)
  }
}
