internal import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The programs of one installed PostgreSQL server.
package struct ServerBinaries: Sendable, Hashable {
  /// The folder they are in, without symbolic links.
  package let directory: String
  /// Their version.
  package let version: ServerVersion

  /// The variable that names the folder, where another one than the newest is wanted.
  package static let variable = "DB_TEST_POSTGRES_BIN"

  /// One of the programs, by its name.
  package func path(of program: String) -> String { directory + "/" + program }

  /// Finds the programs.
  ///
  /// - Parameters:
  ///   - directory: The folder that the user named; `nil` to look for the newest in the usual places.
  ///   - environment: Where `PATH` and `HOME` are taken from.
  /// - Throws: ``EmbeddedPostgresError`` with code `noBinaries` or `unsuitableBinaries`.
  package static func find(
    in directory: String?, environment: [String: String]
  ) async throws -> ServerBinaries {
    if let directory {
      guard let binaries = await inspect(directory) else {
        throw EmbeddedPostgresError(
          .unsuitableBinaries,
          """
          there is no PostgreSQL server in '\(directory)': it has no working 'postgres' and 'initdb'
          It is named by --postgres-bin or \(variable); without either, the newest installed server is used.
          """)
      }
      guard binaries.version.major >= ServerVersion.oldestSupported else {
        throw tooOld([binaries])
      }
      return binaries
    }
    var found: [ServerBinaries] = []
    let places = await ServerPlaces.all(environment: environment)
    for place in places {
      if let binaries = await inspect(place), !found.contains(binaries) { found.append(binaries) }
    }
    let usable = found.filter { $0.version.major >= ServerVersion.oldestSupported }
    if let newest = usable.max(by: { $0.version < $1.version }) { return newest }
    if !found.isEmpty { throw tooOld(found) }
    throw EmbeddedPostgresError(
      .noBinaries,
      """
      no PostgreSQL server is installed here: there is no 'postgres' with its 'initdb' in any of
      \(places.map { "  " + $0 }.joined(separator: "\n"))
      To install one:  \(InstallAdvice.command)
      Or name the folder of its programs (--postgres-bin DIR or \(variable)), or a server that runs already (--dsn or POSTGRES_DSN_ORIGINAL).
      """)
  }

  private static func tooOld(_ found: [ServerBinaries]) -> EmbeddedPostgresError {
    let list = found.map { "  \($0.version) in \($0.directory)" }.joined(separator: "\n")
    return EmbeddedPostgresError(
      .unsuitableBinaries,
      """
      PostgreSQL \(ServerVersion.oldestSupported) or later is needed; what is installed is
      \(list)
      To install a newer one:  \(InstallAdvice.command)
      """)
  }

  /// The server in a folder, or `nil` where it has none that runs.
  private static func inspect(_ directory: String) async -> ServerBinaries? {
    let real = realPath(directory)
    guard access(real + "/initdb", X_OK) == 0, access(real + "/postgres", X_OK) == 0 else { return nil }
    guard let output = try? await ChildProcess.output(of: real + "/postgres", ["--version"]),
      let version = ServerVersion(printedBy: output)
    else { return nil }
    // A link in a folder of links leads to where the other programs and their libraries are.
    let home = realPath(real + "/postgres").split(separator: "/").dropLast().joined(separator: "/")
    let complete = access("/" + home + "/initdb", X_OK) == 0 ? "/" + home : real
    return ServerBinaries(directory: complete, version: version)
  }

  private static func realPath(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
