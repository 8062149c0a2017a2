#if canImport(Darwin)
  package import Darwin

  extension ProcessTable {
    /// Every process, by `proc_listallpids`.
    static func allProcesses() -> [pid_t] {
      let count = proc_listallpids(nil, 0)
      guard count > 0 else { return [] }
      // Room for those that start between the two calls.
      var processes = [pid_t](repeating: 0, count: Int(count) + 64)
      let filled = proc_listallpids(&processes, Int32(processes.count * MemoryLayout<pid_t>.stride))
      return filled > 0 ? Array(processes[..<Int(filled)]) : []
    }

    /// False for a process that is gone or ended but not waited for.
    ///
    /// Source: sysctl(3), `KERN_PROC_PID`.
    package static func isAlive(_ process: pid_t) -> Bool {
      var name = [CTL_KERN, KERN_PROC, KERN_PROC_PID, process]
      var information = kinfo_proc()
      var size = MemoryLayout<kinfo_proc>.stride
      guard sysctl(&name, UInt32(name.count), &information, &size, nil, 0) == 0, size > 0 else { return false }
      return Int32(information.kp_proc.p_stat) != SZOMB
    }

    /// Whether the environment that a process was started with has this entry.
    ///
    /// The kernel hands out the arguments and the environment in one piece, strings ended by a zero byte,
    /// of processes of the same user only. Source: sysctl(3), `KERN_PROCARGS2`.
    static func environment(of process: pid_t, contains entry: String) -> Bool {
      var name = [CTL_KERN, KERN_PROCARGS2, process]
      var size = 0
      guard sysctl(&name, UInt32(name.count), nil, &size, nil, 0) == 0, size > 0 else { return false }
      var bytes = [UInt8](repeating: 0, count: size)
      guard sysctl(&name, UInt32(name.count), &bytes, &size, nil, 0) == 0 else { return false }
      return bytes[..<size].split(separator: 0).contains { $0.elementsEqual(entry.utf8) }
    }
  }
#endif
