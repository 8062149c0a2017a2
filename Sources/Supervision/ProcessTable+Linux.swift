#if os(Linux)
  #if canImport(Glibc)
    package import Glibc
  #elseif canImport(Musl)
    package import Musl
  #endif

  extension ProcessTable {
    /// Every process, by the names of the folders in `/proc`.
    static func allProcesses() -> [pid_t] {
      guard let directory = opendir("/proc") else { return [] }
      defer { closedir(directory) }
      var processes: [pid_t] = []
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if let process = pid_t(name) { processes.append(process) }
      }
      return processes
    }

    /// False for a process that is gone or ended but not waited for.
    ///
    /// Source: proc(5), the third field of `stat`. The second one, the name in parentheses, may itself
    /// contain blanks and parentheses.
    package static func isAlive(_ process: pid_t) -> Bool {
      let bytes = read("/proc/\(process)/stat")
      guard let end = bytes.lastIndex(of: UInt8(ascii: ")")), end + 2 < bytes.count else { return false }
      let state = bytes[end + 2]
      return state != UInt8(ascii: "Z") && state != UInt8(ascii: "X")
    }

    /// Whether the environment that a process was started with has this entry.
    static func environment(of process: pid_t, contains entry: String) -> Bool {
      read("/proc/\(process)/environ").split(separator: 0).contains { $0.elementsEqual(entry.utf8) }
    }

    private static func read(_ path: String) -> [UInt8] {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return [] }
      defer { close(descriptor) }
      var bytes: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 16384)
      while true {
        let count = pread(descriptor, &piece, piece.count, off_t(bytes.count))
        guard count > 0 else { return bytes }
        bytes += piece[..<count]
      }
    }
  }
#endif
