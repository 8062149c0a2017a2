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
  ///   - answers: What programs need not be asked any more.
  /// - Throws: ``EmbeddedPostgresError`` with code `noBinaries` or `unsuitableBinaries`.
  package static func find(
    in directory: String?, environment: [String: String], answers: ProgramAnswers = ProgramAnswers(cache: nil)
  ) async throws -> ServerBinaries {
    if let directory {
      guard let binaries = await Folder(directory)?.binaries(answers) else {
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
    return try await survey(environment: environment, answers: answers).newest()
  }

  /// What is installed, and where that was looked for.
  package struct Survey: Sendable {
    /// All servers that were found, whatever their versions.
    package let found: [ServerBinaries]
    /// The folders that were looked into.
    let places: [String]

    /// The newest that can be used.
    ///
    /// - Throws: ``EmbeddedPostgresError`` with code `noBinaries` or `unsuitableBinaries`.
    package func newest() throws -> ServerBinaries {
      let usable = found.filter { $0.version.major >= ServerVersion.oldestSupported }
      if let newest = usable.max(by: { $0.version < $1.version }) { return newest }
      if !found.isEmpty { throw tooOld(found) }
      throw EmbeddedPostgresError(
        .noBinaries,
        """
        no PostgreSQL server is installed here: there is no 'postgres' with its 'initdb' in any of
        \(places.uniqued().map { "  " + $0 }.joined(separator: "\n"))
        To install one:  \(InstallAdvice.command)
        Or name the folder of its programs (--postgres-bin DIR or \(variable)), or a server that runs already (--dsn or POSTGRES_DSN_ORIGINAL).
        """)
    }

    /// The places where packages put the programs, also those that are not there; the folders of `PATH` come besides.
    package static func patterns(home: String?) -> [String] { ServerPlaces.patterns(home: home) }
  }

  /// Looks for what is installed.
  ///
  /// - Parameters:
  ///   - environment: Where `PATH` and `HOME` are taken from.
  ///   - answers: What programs need not be asked any more.
  package static func survey(
    environment: [String: String], answers: ProgramAnswers = ProgramAnswers(cache: nil)
  ) async -> Survey {
    let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    // Each program that is asked takes 10 ms and more, and nearly always they all say the same.
    async let named = ServerPlaces.named(byConfigurationsIn: path, answers)
    let usual = ServerPlaces.usual(path: path, home: environment["HOME"])
    var folders = Folder.all(usual)
    var found = await folders.concurrentMap { await $0.binaries(answers) }.compactMap(\.self)
    let places = await named + usual
    folders = Folder.all(places).filter { !folders.contains($0) }
    found += await folders.concurrentMap { await $0.binaries(answers) }.compactMap(\.self)
    return Survey(found: found, places: places)
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

  /// A folder with programs of a server in it.
  private struct Folder: Hashable {
    /// Where they and their libraries are, without symbolic links.
    let directory: String

    /// - Returns: `nil` where they are not there.
    init?(_ place: String) {
      let place = ServerPlaces.realPath(place)
      guard Self.isComplete(place) else { return nil }
      // A link in a folder of links leads to where the other programs and their libraries are.
      let home =
        "/" + ServerPlaces.realPath(place + "/postgres").split(separator: "/").dropLast().joined(separator: "/")
      directory = Self.isComplete(home) ? home : place
    }

    /// The folders that places are or lead to, each once.
    static func all(_ places: [String]) -> [Folder] { places.compactMap { Folder($0) }.uniqued() }

    private static func isComplete(_ directory: String) -> Bool {
      ["/initdb", "/postgres"].allSatisfy { access(directory + $0, X_OK) == 0 }
    }

    /// The server, or `nil` where it does not run.
    func binaries(_ answers: ProgramAnswers) async -> ServerBinaries? {
      guard let output = await answers.output(of: directory + "/postgres", "--version"),
        let version = ServerVersion(printedBy: output)
      else { return nil }
      return ServerBinaries(directory: directory, version: version)
    }
  }
}
