extension ProcessTable {
  /// The server process of a data directory; `nil` where none runs.
  static func postmaster(data: String) -> ProcessEntry? {
    let servers = processes { entry, _ in entry.name == "postgres" && entry.arguments.contains(data) }
    // A child that has only just been forked still has its parent's arguments.
    let identifiers = Set(servers.map(\.identifier))
    return servers.first { !identifiers.contains($0.parent) }
  }

  /// The living children of a process.
  package static func children(of parent: Int32) -> [ProcessEntry] { processes { entry, _ in entry.parent == parent } }
}
