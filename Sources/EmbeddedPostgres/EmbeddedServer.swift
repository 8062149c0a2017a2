package import LibPQ
internal import Supervision

/// A PostgreSQL server of our own, shared by all runs of this user, and held by this one.
///
/// It is there as long as it has a holder. Who holds it has a shared lock on a file, which the kernel takes
/// away from those who die; the last one to go stops the server.
package struct EmbeddedServer: Sendable {
  /// Where its cluster is.
  package let directory: ClusterDirectory
  /// Its version.
  package let version: ServerVersion
  /// The superuser, connected to the maintenance database `postgres`.
  package let superuser: DSN
  /// The owner of the test databases, by TCP on the loopback address and with the password; no database.
  package let owner: DSN
  /// A role that may read everything and write nothing; its password is the owner's.
  package var readerName: String { ServerSettings.reader }
  /// The folder of its socket.
  package var socketDirectory: String { directory.sockets }
  /// Keeps the server for this process.
  private let hold: FileLock

  init(directory: ClusterDirectory, version: ServerVersion, superuser: DSN, owner: DSN, hold: FileLock) {
    self.directory = directory
    self.version = version
    self.superuser = superuser
    self.owner = owner
    self.hold = hold
  }

  /// Whether the server of a cluster runs.
  package static func isRunning(clusterDirectory: ClusterDirectory) -> Bool {
    Postmaster(of: clusterDirectory) != nil
  }

  /// Gives back what a server that was killed has left outside of its folder.
  package static func removeRemains(clusterDirectory: ClusterDirectory) async {
    if !isRunning(clusterDirectory: clusterDirectory) {
      await PidFile(data: clusterDirectory.data)?.removeSharedMemory()
    }
  }

  /// The last lines that the server logged.
  package var lastLogLines: String {
    let text = String(decoding: PrivateFile.read(directory.log)?.suffix(8192) ?? [], as: UTF8.self)
    return text.split(separator: "\n").suffix(12).joined(separator: "\n")
  }

  /// Whether its disk is full, or was when it last said something.
  package var hasNoRoom: Bool { directory.hasNoRoom || lastLogLines.contains("No space left on device") }

  /// Gives the hold of this process back. The server goes on; see ``stopIfUnused(clusterDirectory:)``.
  package func release() { hold.release() }
}

/// What is being done on the way to a server.
package enum EmbeddedServerStep: Sendable, Hashable {
  /// Another process starts or stops the server; its turn comes first.
  case waitingForAnother
  /// The cluster is made, which takes a second or two, once.
  case initialising(ServerVersion)
  /// The server is being started.
  case starting(ServerVersion)
}
