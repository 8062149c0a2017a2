#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  extension PseudoTerminal {
    // The C library declares `posix_openpt` and its relatives only for X/Open programs, which Swift's import
    // of it is not; these are the calls they make. Source: ioctl_tty(2).
    private static let unlockRequest: UInt = 0x4004_5431  // TIOCSPTLCK
    private static let numberRequest: UInt = 0x8004_5430  // TIOCGPTN

    /// Opens both ends.
    static func openPair() throws -> (controller: Int32, terminal: Int32) {
      let controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      guard controller >= 0 else { throw SystemError("open", "/dev/ptmx") }
      var locked: Int32 = 0
      var number: UInt32 = 0
      guard ioctl(controller, unlockRequest, &locked) == 0, ioctl(controller, numberRequest, &number) == 0
      else {
        defer { close(controller) }
        throw SystemError("unlock", "/dev/ptmx")
      }
      let terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
      guard terminal >= 0 else {
        defer { close(controller) }
        throw SystemError("open", "/dev/pts/\(number)")
      }
      return (controller, terminal)
    }
  }
#endif
