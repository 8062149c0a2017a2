import Foundation
import IntegrationHarness

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A client that connects to the tool's own server and says nothing.
///
/// Its backend stands still. It takes part in nothing yet that backends wait for each other in, so databases can be
/// dropped; but a server that stops waits for it.
enum SilentClient {
  static func hold() async throws -> Hold {
    guard let server = Cluster().server, let option = server.arguments.firstIndex(of: "-p"),
      let port = UInt16(server.arguments[option + 1])
    else { throw Unexpected("the embedded server does not run") }
    let before = Set(ProcessTable.children(of: server.identifier).map(\.identifier))
    let client = socket(AF_INET, Int32(streamSocket), 0)
    // What is started meanwhile is not to have it, too.
    _ = fcntl(client, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Unexpected("the embedded server can't be connected to") }
    let backend = try await eventually(within: .seconds(5)) {
      // The backends of other clients have a title as soon as they have said who they are.
      ProcessTable.children(of: server.identifier).first {
        !before.contains($0.identifier) && $0.arguments.first?.hasPrefix("postgres: ") != true
      }
    }
    guard let backend else { throw Unexpected("the client got no backend") }
    let hold = Hold.stopping(backend.identifier)
    return Hold {
      hold.release()
      close(client)
    }
  }

  /// Waits until the server says that it stops.
  static func serverStops(_ running: Running) async throws {
    let stops = try await eventually(within: .seconds(30)) { () -> Bool? in
      do {
        _ = try await Cluster().query("SELECT")
        return nil
      } catch {
        if "\(error)".contains("the database system is shutting down") { return true }
        guard Cluster().server != nil else { return false }
        return nil
      }
    }
    guard stops == true else { throw Unexpected("the server was not seen to stop:\n\(running.output)") }
  }

  #if canImport(Darwin)
    private static let streamSocket = SOCK_STREAM
  #else
    private static let streamSocket = SOCK_STREAM.rawValue
  #endif
}
