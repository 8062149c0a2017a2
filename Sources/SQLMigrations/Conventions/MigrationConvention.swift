/// Whose way of naming and writing migrations a folder has.
package enum MigrationConvention: String, Sendable, Hashable, CaseIterable {
  /// Numbered SQL files, alone or in pairs: whatever golang-migrate, sqlx and Supabase agree on.
  case plain
  case golangMigrate = "golang-migrate"
  case sqlx
  case diesel
  case hasura
  case dbmate
  case goose
  case flyway
  case prisma
  case atlas
  case sqlMigrate = "sql-migrate"
  case tern
  case nodePgMigrate = "node-pg-migrate"
  case drizzle

  /// The names, as the flag takes them.
  package static var names: [String] { allCases.map(\.rawValue) }

  /// Takes a name as the flag and the configuration have it.
  ///
  /// - Parameter place: Where it stands: `--migrations-format` or `db-test.json`.
  /// - Throws: ``MigrationFileError`` with code `unsupported`, which lists the names.
  package init(named name: String, in place: String) throws(MigrationFileError) {
    guard let convention = Self(rawValue: name) else {
      throw MigrationFileError(
        .unsupported, place,
        "no format of migrations is called '\(name)'; there are \(Self.names.joined(separator: ", ")). "
          + Self.otherTools)
    }
    self = convention
  }

  /// What to do about migrations of other tools.
  static let otherTools =
    "Have a tool with another format migrate by 'migrate' in db-test.json, which names its command"

  /// How its folders are read.
  ///
  /// - Parameter placeholders: What stands for `${name}` where the convention has such.
  func reader(placeholders: [String: String]) -> any ConventionReader {
    switch self {
    case .plain: PlainConvention()
    case .golangMigrate: GolangMigrateConvention()
    case .sqlx: SQLxConvention()
    case .diesel: DieselConvention()
    case .hasura: HasuraConvention()
    case .dbmate: DbmateConvention()
    case .goose: GooseConvention()
    case .flyway: FlywayConvention(placeholders: placeholders)
    case .prisma: PrismaConvention()
    case .atlas: AtlasConvention()
    case .sqlMigrate: SQLMigrateConvention()
    case .tern: TernConvention()
    case .nodePgMigrate: NodePgMigrateConvention()
    case .drizzle: DrizzleConvention()
    }
  }
}
