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
  /// All that there may be, in no order that matters much: the newest version wins.
  ///
  /// - Parameter path: The folders of `PATH`.
  static func usual(path: [String], home: String?) -> [String] {
    var places = path.filter { access($0 + "/postgres", X_OK) == 0 }
    for (parent, prefix, rest) in parents(home: home) {
      for name in names(in: parent) where name.hasPrefix(prefix) { places.append("\(parent)/\(name)\(rest)") }
    }
    return places
  }

  /// What `pg_config` says, in each folder that has one; all of them at the same time.
  static func named(byConfigurationsIn path: [String], _ answers: ProgramAnswers) async -> [String] {
    // /bin is /usr/bin for the most part.
    let programs = path.map { realPath($0 + "/pg_config") }.filter { access($0, X_OK) == 0 && !isOfDebian($0) }
    let outputs = await programs.uniqued().concurrentMap { await answers.output(of: $0, "--bindir") }
    return outputs.compactMap { output in output.map { String($0.prefix { !$0.isNewline }) } }
  }

  /// Whether it is a script of Debian's, which takes 20 ms to name one of the folders that are looked into anyway: the
  /// newest, or that of libpq-dev's version, both in /usr/lib/postgresql.
  private static func isOfDebian(_ program: String) -> Bool {
    program == "/usr/bin/pg_config" && access("/usr/bin/pg_config.libpq-dev", F_OK) == 0
  }

  /// A path without symbolic links.
  static func realPath(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
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

  /// The same, as people write patterns: `/usr/lib/postgresql/*/bin`.
  static func patterns(home: String?) -> [String] {
    parents(home: home).map { parent, prefix, rest in "\(parent)/\(prefix)*\(rest)" }
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
