import ProcessTestTools

/// Folders of small programs that say that they are a PostgreSQL server.
struct FakeInstallation {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("server programs") }

  /// A folder with a server of this version.
  @discardableResult
  func server(
    _ name: String, _ version: String, programs: [String] = ["postgres", "initdb"]
  ) throws -> String {
    for program in programs {
      try folder.script(
        "\(name)/\(program)", #"[ "$*" = --version ] && echo "\#(program) (PostgreSQL) \#(version)""#)
    }
    return folder.path(name)
  }

  /// An environment that has these folders in its path, and the usual ones last.
  func environment(path: String...) -> [String: String] {
    ["PATH": (path.map(folder.path) + ["/usr/bin", "/bin"]).joined(separator: ":"), "HOME": folder.path]
  }
}
