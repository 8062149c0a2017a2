package import SQLMigrations

extension Session {
  /// The migrations and the seeds that a database is made from.
  package struct Contents: Sendable {
    package var migrations: Migrations
    package var seeds: Seeds

    package init(migrations: Migrations, seeds: Seeds) {
      self.migrations = migrations
      self.seeds = seeds
    }

    /// All of it, as one value.
    var fingerprint: Fingerprint {
      seeds.scripts.reduce(migrations.chain(startingFrom: Fingerprint(parts: [])).last ?? Fingerprint(parts: [])) {
        $0.followed(by: $1.file, $1.normalizedContent)
      }
    }
  }

  /// How the schema comes about.
  package enum Migrations: Sendable {
    /// By SQL files, which this tool runs.
    case files(MigrationPlan)
    /// By a program of the package's own.
    case command(MigrationCommand)

    /// Whether what comes out is known from what it is made from.
    var isRepeatable: Bool {
      switch self {
      case .files: true
      case .command(let command): command.inputs != nil
      }
    }

    /// How many SQL files there are.
    package var fileCount: Int {
      switch self {
      case .files(let plan): plan.migrations.count
      case .command: 0
      }
    }

    /// What stands last: a file's name, or the program.
    var last: String {
      switch self {
      case .files(let plan): plan.migrations.last?.up.file ?? ""
      case .command(let command): command.text
      }
    }

    /// A value for each step, which stands for all before it, too.
    func chain(startingFrom start: Fingerprint) -> [Fingerprint] {
      switch self {
      case .files(let plan): plan.fingerprints(startingFrom: start)
      case .command(let command): [command.fingerprint(after: start)]
      }
    }
  }
}
