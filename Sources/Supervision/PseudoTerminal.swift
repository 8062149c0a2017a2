#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A pseudo-terminal: what writes into it believes that it writes to a person's terminal.
///
/// Source: pty(7).
package struct PseudoTerminal: Sendable {
  /// How many characters a terminal shows.
  package struct Size: Sendable, Hashable {
    package var columns: UInt16
    package var rows: UInt16

    package init(columns: UInt16, rows: UInt16) {
      self.columns = columns
      self.rows = rows
    }

    /// The size of the terminal behind a descriptor; `nil` where none is.
    package init?(of descriptor: Int32) {
      var size = winsize()
      guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
        return nil
      }
      self.init(columns: size.ws_col, rows: size.ws_row)
    }
  }

  /// The end that reads what was written to the terminal.
  package let controller: Int32
  /// The end that is the terminal.
  package let terminal: Int32

  /// Opens one.
  ///
  /// - Throws: ``SystemError`` where the system has none left.
  package init(size: Size?) throws {
    (controller, terminal) = try Self.openPair()
    _ = fcntl(controller, F_SETFD, FD_CLOEXEC)
    if let size { resize(size) }
    // Line ends stay as they are written: whoever prints them further has a terminal of its own.
    var attributes = termios()
    if tcgetattr(terminal, &attributes) == 0 {
      attributes.c_oflag &= ~tcflag_t(OPOST)
      tcsetattr(terminal, TCSANOW, &attributes)
    }
  }

  /// Tells the programs in it that the terminal has another size now.
  package func resize(_ size: Size) {
    var size = winsize(ws_row: size.rows, ws_col: size.columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
  }
}
