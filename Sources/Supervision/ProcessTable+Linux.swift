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
      // By the C library: a loop over all that stands in all processes' environments takes long.
      let environment = read("/proc/\(process)/environ") + [0]
      return environment.withUnsafeBufferPointer { buffer in
        buffer.withMemoryRebound(to: CChar.self) { texts in
          guard var next = texts.baseAddress else { return false }
          let end = next + texts.count
          while next < end {
            if strcmp(next, entry) == 0 { return true }
            next += strlen(next) + 1
          }
          return false
        }
      }
    }

    private static func read(_ path: String) -> [UInt8] {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return [] }
      defer { close(descriptor) }
      var bytes: [UInt8] = []
      while true {
        let piece = [UInt8](unsafeUninitializedCapacity: 16384) { buffer, count in
          count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, off_t(bytes.count)))
        }
        if piece.isEmpty { return bytes }
        if bytes.isEmpty { bytes = piece } else { bytes += piece }
      }
    }
  }
#endif
