/// The sandbox that SwiftPM runs plugins in on macOS, and with them what they start.
///
/// Nobody in it can listen on a port or connect to one, so there is no server to be had.
package enum PluginSandbox {
  /// What to say to the user.
  ///
  /// - Parameter command: What was typed behind `swift package`.
  package static func advice(command: String) -> String {
    """
    SwiftPM runs plugins in a sandbox here, in which no PostgreSQL server can be started or reached
    Leave it out:  swift package --disable-sandbox \(command)
    """
  }
}
