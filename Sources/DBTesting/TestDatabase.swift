internal import Foundation
internal import LeaseProtocol

/// A PostgreSQL database that a test has until it ends.
///
/// It can be encoded, so that it reaches an exit test; its statements work there, too. Its description never
/// shows the password.
public struct TestDatabase: Sendable, Codable, Hashable {
  /// The connection string, a URL that every client understands. It holds the password.
  public let dsn: String
  /// The server's name or address; `localhost` where the server has only a socket.
  public let host: String
  /// The server's port.
  public let port: Int
  /// The role that the test is.
  public let user: String
  /// The role's password, where the server asks for one.
  public let password: String?
  /// The database's name.
  public let name: String
  /// The path of the server's socket, where it has one on this machine.
  public let socket: String?
  /// What names the database to the lease server.
  let token: String
  /// Where that listens: an exit test, a process of its own, has to find it.
  let leases: String

  init(_ lease: LeaseReply.Lease, leases: String) {
    self.leases = leases
    dsn = lease.dsn
    host = lease.host ?? "localhost"
    port = lease.port
    // What libpq takes where a connection string names nobody.
    user = lease.user ?? ProcessInfo.processInfo.userName
    password = lease.password
    name = lease.database
    socket = lease.socket
    token = lease.token
  }
}

extension TestDatabase: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The database's name and place, without the password.
  public var description: String { "\(name) on \(host):\(port) as \(user)" }
  /// The same as the description.
  public var debugDescription: String { description }
  /// What `dump` and failed expectations show: all but the password.
  public var customMirror: Mirror {
    Mirror(
      self, children: ["name": name, "host": host, "port": port, "user": user, "socket": socket as Any],
      displayStyle: .struct)
  }
}
