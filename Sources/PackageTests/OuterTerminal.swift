package import Supervision

#if canImport(Darwin)
  package import Darwin
#elseif canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#endif

/// The terminal that a person sees our output on, if any.
package enum OuterTerminal {
  /// The terminal behind one of our own descriptors.
  package static func size(ofDescriptor descriptor: Int32) -> PseudoTerminal.Size? {
    PseudoTerminal.Size(of: descriptor)
  }

  /// The terminal behind the standard output of another process, such as the SwiftPM that prints for us.
  package static func size(ofStandardOutputOf process: pid_t) -> PseudoTerminal.Size? {
    guard let path = terminalPath(ofStandardOutputOf: process) else { return nil }
    let descriptor = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return PseudoTerminal.Size(of: descriptor)
  }
}
