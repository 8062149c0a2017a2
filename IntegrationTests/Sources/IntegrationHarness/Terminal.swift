#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A pseudo-terminal: we are the person in front of it.
struct Terminal: Sendable {
  /// The end that is screen and keyboard.
  let controller: Int32
  /// The path of the end that programs open.
  let path: String

  /// Opens one of 120 columns.
  init() throws {
    (controller, path) = try Self.open()
    _ = fcntl(controller, F_SETFD, FD_CLOEXEC)
    var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
  }

  #if canImport(Darwin)
    /// See posix_openpt(3).
    private static func open() throws -> (controller: Int32, path: String) {
      let controller = posix_openpt(O_RDWR | O_NOCTTY)
      guard controller >= 0, grantpt(controller) == 0, unlockpt(controller) == 0,
        let name = ptsname(controller)
      else { throw Unexpected("there is no pseudo-terminal") }
      return (controller, String(cString: name))
    }
  #else
    /// The calls that `posix_openpt` and its relatives make, which Swift does not import; see ioctl_tty(2).
    private static func open() throws -> (controller: Int32, path: String) {
      let controller = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var locked: Int32 = 0
      var number: UInt32 = 0
      guard controller >= 0, ioctl(controller, UInt(0x4004_5431), &locked) == 0,  // TIOCSPTLCK
        ioctl(controller, UInt(0x8004_5430), &number) == 0  // TIOCGPTN
      else { throw Unexpected("there is no pseudo-terminal") }
      return (controller, "/dev/pts/\(number)")
    }
  #endif
}
