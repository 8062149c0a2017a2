import EmbeddedPostgres
import LibPQ
import Supervision
import TestDatabases
import ToolConfiguration

/// The server that databases would be made on: its programs, or the one that was given.
struct ServerCheck: Sendable {
  let server: ServerSettings
  /// The folder of the programs that the user named.
  let binaries: String?
  /// The role that tests are to connect as.
  let role: String?
  let usesExisting: Bool

  /// The server that there would be.
  enum Server: Sendable {
    case embedded(ServerBinaries)
    case given(DatabaseServer, source: String)
  }

  /// Looks for it; a given one is asked what it is, and nothing is changed there.
  func look() async -> (findings: [Finding], server: Server?) {
    guard let (text, source) = server.given else { return await programs() }
    do {
      let given = try await DatabaseServer.given(text, source: source, isExisting: usesExisting)
      let may = usesExisting ? "uses its database \(given.administrator["dbname"] ?? "")" : "may create databases"
      var findings: [Finding] = [
        .good(
          "server",
          "PostgreSQL \(given.version), \(given.administrator) of \(source); no pooler in between that matters"),
        .good("role", "\(given.ownerName), who \(may)"),
      ]
      if let role {
        do {
          let password = CleanEnvironment.all[CleanEnvironment.rolePasswordVariable]
          _ = try await given.runningTests(as: role, password: password == "" ? nil : password)
          findings.append(.good("tests' role", "\(role), who may log in"))
        } catch { findings.append(.failure("tests' role", error)) }
      }
      let isStopped = findings.contains { $0.grade == .failure }
      return (findings, isStopped ? nil : .given(given, source: source))
    } catch {
      return ([.failure("server", error)], nil)
    }
  }

  private func programs() async -> ([Finding], Server?) {
    let environment = CleanEnvironment.all
    var findings: [Finding] = []
    let survey = await ServerBinaries.survey(environment: environment)
    var chosen: ServerBinaries?
    do {
      chosen = try await binaries == nil ? survey.newest() : ServerBinaries.find(in: binaries, environment: environment)
    } catch {
      // Where nothing is found, the places stand below.
      findings.append(.failure("PostgreSQL", error))
    }
    if let chosen { findings.append(.good("PostgreSQL", "\(chosen.version) in \(chosen.directory)")) }
    let others = survey.found.filter { $0 != chosen }.sorted { $0.version > $1.version }
    for other in others {
      findings.append(.note("PostgreSQL", "\(other.version) in \(other.directory), not used"))
    }
    if binaries == nil {
      let places = ServerBinaries.Survey.patterns(home: environment["HOME"])
      findings.append(.note("looked in", "PATH, where pg_config says, \(places.joined(separator: ", "))"))
    }
    return (findings, chosen.map(Server.embedded))
  }
}
