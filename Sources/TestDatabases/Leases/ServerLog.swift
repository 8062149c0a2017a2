internal import EmbeddedPostgres
internal import Supervision

/// The log of a server of our own.
struct ServerLog: Sendable {
  private let path: String

  /// The log of a server; `nil` where it is not ours to read.
  init?(of server: DatabaseServer) {
    guard case .embedded(let embedded) = server.origin else { return nil }
    path = embedded.directory.log
  }

  /// Where the log ends now.
  var end: Place { Place(path: path, offset: PrivateFile.size(path)) }

  /// A place in the log.
  struct Place: Sendable {
    let path: String
    let offset: Int

    /// What was logged since about one database: the lines that begin an entry of it, and those that go on with
    /// that. `nil` where there is nothing.
    ///
    /// The beginning of an entry is as `log_line_prefix` says: `TIME ZONE [PROCESS] USER@DATABASE `.
    func lines(about database: String) -> String? {
      let bytes = PrivateFile.read(path, from: offset, limit: 1 << 20) ?? []
      var kept: [Substring] = []
      var isAboutIt = false
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        // A line that goes on with an entry begins with a tab.
        if line.first != "\t" { isAboutIt = line.contains("@\(database) ") }
        if isAboutIt { kept.append(line) }
      }
      return kept.isEmpty ? nil : kept.suffix(100).joined(separator: "\n")
    }
  }
}
