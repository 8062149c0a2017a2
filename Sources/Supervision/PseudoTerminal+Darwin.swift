#if canImport(Darwin)
  internal import Darwin

  extension PseudoTerminal {
    /// Opens both ends. Source: posix_openpt(3), ptsname_r(3).
    static func openPair() throws -> (controller: Int32, terminal: Int32) {
      let controller = posix_openpt(O_RDWR | O_NOCTTY)
      guard controller >= 0 else { throw SystemError("open", "pseudo-terminal") }
      var name = [CChar](repeating: 0, count: 128)
      guard grantpt(controller) == 0, unlockpt(controller) == 0,
        ptsname_r(controller, &name, name.count) == 0
      else {
        defer { close(controller) }
        throw SystemError("unlock", "pseudo-terminal")
      }
      let terminal = open(&name, O_RDWR | O_NOCTTY | O_CLOEXEC)
      guard terminal >= 0 else {
        defer { close(controller) }
        throw SystemError("open", "pseudo-terminal")
      }
      return (controller, terminal)
    }
  }
#endif
