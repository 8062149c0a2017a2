internal import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The folders where PostgreSQL's packages put the server's programs.
enum ServerPlaces {
  /// All that exist, in no order that matters: the newest version wins.
  static func all(environment: [String: String]) async -> [String] {
    let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    var places: [String] = []
    for directory in path where access(directory + "/pg_config", X_OK) == 0 {
      if let output = try? await ChildProcess.output(of: directory + "/pg_config", ["--bindir"]) {
        places.append(String(output.prefix { !$0.isNewline }))
      }
    }
    places += path.filter { access($0 + "/postgres", X_OK) == 0 }
    for (parent, prefix, rest) in parents(home: environment["HOME"]) {
      for name in names(in: parent) where name.hasPrefix(prefix) { places.append("\(parent)/\(name)\(rest)") }
    }
    var seen: Set<String> = []
    return places.filter { seen.insert($0).inserted }
  }

  /// Folders that have one folder for each version: (where, how its name starts, where the programs are).
  private static func parents(home: String?) -> [(String, String, String)] {
    [
      ("/usr/lib/postgresql", "", "/bin"),  // Debian, Ubuntu
      ("/usr", "pgsql-", "/bin"),  // PostgreSQL's own packages for Fedora and Red Hat
      ("/usr/lib64", "pgsql", "/bin"),  // SUSE
      ("/usr/lib", "postgresql", "/bin"),  // SUSE, Arch
      ("/usr/libexec", "postgresql", ""),  // Alpine
      ("/usr/local", "pgsql", "/bin"),  // built from source
      ("/opt/homebrew/opt", "postgresql", "/bin"),  // Homebrew on Apple silicon
      ("/usr/local/opt", "postgresql", "/bin"),  // Homebrew on Intel
      ("/home/linuxbrew/.linuxbrew/opt", "postgresql", "/bin"),  // Homebrew on Linux
      ("/opt/local/lib", "postgresql", "/bin"),  // MacPorts
      ("/Library/PostgreSQL", "", "/bin"),  // EDB's installer
      ("/Applications/Postgres.app/Contents/Versions", "", "/bin"),
      ((home ?? "") + "/Applications/Postgres.app/Contents/Versions", "", "/bin"),
    ]
  }

  private static func names(in directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
