import Foundation

/// The tool's own server, seen from outside.
package struct Cluster: Sendable {
  /// Its folder; `nil` where none has been made yet.
  package let directory: String?

  /// The one of a scratch folder.
  package init(in scratch: Scratch = .shared) {
    self.init(cache: scratch.cache)
  }

  /// The one of a cache directory, which holds other things as well.
  package init(cache: String) {
    let names = try? FileManager.default.contentsOfDirectory(atPath: cache)
    directory = names?.first { $0.hasPrefix("postgresql-") }.map { cache + "/" + $0 }
  }

  private var data: String { (directory ?? "") + "/data" }

  /// Its server; `nil` where it does not run.
  package var server: ProcessEntry? { ProcessTable.postmaster(data: data) }

  /// The password of its roles, while it runs.
  package var password: String? {
    struct State: Decodable { let password: String }
    let data = FileManager.default.contents(atPath: (directory ?? "") + "/state.json")
    return data.flatMap { try? JSONDecoder().decode(State.self, from: $0) }?.password
  }

  /// Runs a statement as the superuser, while the server runs.
  package func query(_ statement: String, in database: String = "postgres") async throws -> [String] {
    guard let server, let option = server.arguments.firstIndex(of: "-p"),
      let folder = server.arguments.firstIndex(of: "-k")
    else { throw Unexpected("the embedded server does not run") }
    let text = try await PostgresPrograms.output([
      "psql", "--no-psqlrc", "-qAt", "-h", server.arguments[folder + 1], "-p", server.arguments[option + 1],
      "-U", "db_tool", "-d", database, "-c", statement,
    ])
    return text.split(separator: "\n").map(String.init)
  }

  /// The databases of sessions, asked of the server, or of its files where it does not run.
  ///
  /// - Parameter readsFiles: Whether nobody can start the server meanwhile, so that its files may be read.
  package func sessionDatabases(readsFiles: Bool = true) async throws -> [String] {
    // One that was not made to its end is no cluster yet.
    guard directory != nil, FileManager.default.fileExists(atPath: data) else { return [] }
    let statement = "SELECT datname FROM pg_database WHERE datname ~ '^dbt_' AND datname !~ '^dbt_tpl_[0-9a-f]{32}$'"
    if server != nil { return try await query(statement) }
    guard readsFiles else { return [] }
    let programs = try await PostgresPrograms.directory()
    let state = try await PostgresPrograms.output(
      [programs + "/pg_controldata", "-D", data], environment: ["LC_ALL": "C"], asServer: true)
    guard state.contains(" shut down\n") else { return ["(the server was not shut down: \(state.prefix(400)))"] }
    let text = try await PostgresPrograms.output(
      ["sh", "-c", "echo \"$0\" | \"$1\" --single -D \"$2\" postgres", statement, programs + "/postgres", data],
      asServer: true)
    return text.split(separator: "\n").filter { $0.contains("datname = \"") }.map(String.init)
  }
}
