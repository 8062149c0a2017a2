import EmbeddedPostgres
import PackageTests
import SQLMigrations
import Supervision
import ToolConfiguration

/// What is set, and where: by a flag, by a variable, in the file, or nowhere.
struct SettingsCheck: Sendable {
  let server: ServerSettings
  let contents: ContentSettings
  /// What the file says, and where in it.
  let configuration: Configuration
  let places: [String: TextPlace]

  private static let variables = [
    TestEnvironment.givenServerVariable, CleanEnvironment.rolePasswordVariable, ServerBinaries.variable,
    CacheDirectory.variable,
  ]

  func findings() -> [Finding] {
    let ofServer = server.given == nil ? [programsFinding, cacheFinding] : [passwordFinding].compactMap(\.self)
    return [serverFinding] + ofServer + [
      setting("role", flag: server.role.map { ("--role", $0) }, file: configuration.role, else: "the databases' owner"),
      migrationsFinding,
      setting(
        "migrationsFormat", flag: contents.migrationsFormat.map { ("--migrations-format", $0.rawValue) },
        file: configuration.migrationsFormat, else: "as the files show"),
      // Their values may be no business of whoever reads this.
      setting("placeholders", file: list(configuration.placeholders.keys.sorted(), orNothing: true), else: "none"),
      setting(
        "seeds", flag: list(contents.seeds, orNothing: true).map { ("--seed", $0) }, file: list(configuration.seeds),
        else: "\(Seeds.defaultFolder)/*.sql"),
    ]
  }

  /// Variables that are set and most likely misspelt.
  static func typos(among names: some Sequence<String>) -> [Finding] {
    // What this tool's own processes, its tests and its benchmarks have.
    let inner = [
      "RUN", "SERVER", "MAKING", "LEASES", "TOOL", "SEED", "INTEGRATION", "INTEGRATION_SCRATCH", "NEIGHBOUR",
      "WORKLOADS",
    ]
    let known = variables + ["POSTGRES_DSN"] + inner.map { "DB_TEST_\($0)" }
    return VariableTypos(known: known, prefix: "DB_TEST_").typos(among: names).map { typo in
      let remedy = typo.meant.map { "Did you mean \($0)?" } ?? "There are \(variables.joined(separator: ", "))."
      return .warning(typo.given, "is set and means nothing", remedy: remedy)
    }
  }

  private var serverFinding: Finding {
    // Its parts are shown once the server has been asked: where the string is broken, they may be the password's.
    guard let (_, source) = server.given else { return .note("server", "one of the tool's own (default)") }
    return .note("server", "given, with its password hidden (\(source))")
  }

  private var passwordFinding: Finding? {
    let name = CleanEnvironment.rolePasswordVariable
    return (CleanEnvironment.all[name] ?? "").isEmpty ? nil : .note("role's password", "hidden (\(name))")
  }

  private var programsFinding: Finding {
    setting(
      "postgresBin", flag: server.postgresBin.map { ("--postgres-bin", $0) }, variable: ServerBinaries.variable,
      file: configuration.postgresBin, else: "the newest that is installed")
  }

  private var cacheFinding: Finding {
    setting("cache", variable: CacheDirectory.variable, else: "the user's cache folder")
  }

  private var migrationsFinding: Finding {
    if contents.migrations == nil, contents.migrationsFormat == nil, let setting = configuration.migrate {
      let text = "'\(setting.command.joined(separator: " "))'"
      return .note("migrate", "\(text) (\(origin(of: "migrate")))")
    }
    return setting(
      "migrations", flag: contents.migrations.map { ("--migrations", $0) }, file: configuration.migrations,
      else: MigrationFolder.defaultName)
  }

  private func setting(
    _ name: String, flag: (name: String, value: String)? = nil, variable: String? = nil, file: String? = nil,
    else standard: String
  ) -> Finding {
    if let flag { return .note(name, "\(flag.value) (\(flag.name))") }
    if let variable, let value = CleanEnvironment.all[variable], !value.isEmpty {
      return .note(name, "\(value) (\(variable))")
    }
    if let file { return .note(name, "\(file) (\(origin(of: name)))") }
    return .note(name, "\(standard) (default)")
  }

  private func origin(of name: String) -> String {
    guard let place = places[name] else { return Configuration.fileName }
    return "\(Configuration.fileName):\(place.line):\(place.column)"
  }

  private func list(_ values: [String]?, orNothing: Bool = false) -> String? {
    values.flatMap { $0.isEmpty ? (orNothing ? nil : "none") : $0.joined(separator: ", ") }
  }
}
