/// What a package's `db-test.json` says; each of it is optional, and so is the file.
///
/// A flag says more than the environment, and that more than the file.
package struct Configuration: Sendable, Hashable {
  /// The role that tests connect as, in place of the databases' owner.
  package internal(set) var role: String?
  /// The folder of the migrations.
  package internal(set) var migrations: String?
  /// The name of the format that the migrations have, where it can't be told from them.
  package internal(set) var migrationsFormat: String?
  /// What stands for `${name}` in migrations whose format has such placeholders.
  package internal(set) var placeholders: [String: String] = [:]
  /// The SQL files to run after the migrations, in this order.
  package internal(set) var seeds: [String]?
  /// The folder of the PostgreSQL programs to use.
  package internal(set) var postgresBin: String?

  /// The program that migrates a database, in place of a folder of SQL files.
  package internal(set) var migrate: MigrateSetting?

  /// Where nothing is configured.
  package init() {}

  /// All that can be set. Another setting is a property above and a line here.
  static let settings = [
    SettingGroup<Configuration>.Setting(
      "role", flag: "--role", "The role that tests connect as, in place of the databases' owner."
    ) { $0.role = try $1.text() },
    SettingGroup<Configuration>.Setting(
      "migrations", flag: "--migrations", "The folder of the migrations, in place of `Migrations`."
    ) { $0.migrations = try $1.text() },
    SettingGroup<Configuration>.Setting(
      "migrationsFormat", flag: "--migrations-format",
      "The format of the migrations, where it can't be told from them."
    ) { $0.migrationsFormat = try $1.text() },
    SettingGroup<Configuration>.Setting(
      "placeholders", "What stands for Flyway's `${name}`: `{ name: \"text\" }`."
    ) { $0.placeholders = try $1.textsByName() },
    SettingGroup<Configuration>.Setting(
      "migrate", "The program that migrates, in place of such a folder."
    ) { $0.migrate = try $1.migrate() },
    SettingGroup<Configuration>.Setting(
      "seeds", flag: "--seed",
      "SQL files to run after the migrations, in this order, in place of `Seeds/*.sql`; `[]` for none."
    ) { $0.seeds = try $1.texts() },
    SettingGroup<Configuration>.Setting(
      "postgresBin", flag: "--postgres-bin", variable: "DB_TEST_POSTGRES_BIN",
      "The folder of the PostgreSQL programs to use, in place of the newest that is installed."
    ) { $0.postgresBin = try $1.text() },
  ]
}
