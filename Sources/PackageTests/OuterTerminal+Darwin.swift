#if canImport(Darwin)
  internal import Darwin

  extension OuterTerminal {
    /// Source: `proc_pidfdinfo` in libproc.h.
    static func terminalPath(ofStandardOutputOf process: Int32) -> String? {
      var information = vnode_fdinfowithpath()
      let size = Int32(MemoryLayout<vnode_fdinfowithpath>.stride)
      guard proc_pidfdinfo(process, 1, PROC_PIDFDVNODEPATHINFO, &information, size) == size else { return nil }
      let path = withUnsafePointer(to: &information.pvip.vip_path) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(MAXPATHLEN)) { String(cString: $0) }
      }
      return path.hasPrefix("/dev/tty") || path == "/dev/console" ? path : nil
    }
  }
#endif
