internal import Supervision

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What those who share a server have to know of it; kept in a file that only they can read.
struct ServerState: Codable {
  /// The port, which the next start tries again.
  var port: Int
  /// The owner role's password, until the server stops.
  var password: String
  /// Whether the server stays when its last holder goes.
  var staysUp: Bool

  /// Reads the file; `nil` where there is none or it is not one of ours.
  static func read(_ directory: ClusterDirectory) -> ServerState? {
    PrivateFile.read(directory.state).flatMap { try? JSONDecoder().decode(ServerState.self, from: Data($0)) }
  }

  /// Writes the file, whole or not at all.
  func write(_ directory: ClusterDirectory) throws {
    let text = String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    try PrivateFile.write(text, to: directory.state)
  }
}
