/// A migration that is to be written, in anybody's convention.
struct NewMigration: Sendable {
  /// What it does.
  let words: [String]
  /// The SQL files that there are, and the folders.
  let files: [String]
  let folders: [String]
  let moment: MigrationMoment

  private var name: String { words.joined(separator: "_") }
  private var comment: String { "-- \(words.joined(separator: " "))\n" }

  private var wayBack: String { "-- takes back: \(words.joined(separator: " "))\n" }

  /// Its files, by their paths inside of the folder; `nil` where it needs the convention's own tool.
  func files(_ convention: MigrationConvention) -> [(name: String, text: String)]? {
    switch convention {
    case .plain, .sqlx: pair
    case .golangMigrate: upAndDown("\(number)_\(name)")
    case .diesel: folder("\(moment.dashed)_\(name)")
    case .hasura: folder("\(moment.milliseconds)_\(name)")
    case .prisma: [("\(moment.digits)_\(name)/migration.sql", comment)]
    case .dbmate: sections("\(number)_\(name).sql", "-- migrate:up", "-- migrate:down")
    case .goose: sections("\(number)_\(name).sql", "-- +goose Up", "-- +goose Down")
    case .sqlMigrate: sections("\(number)\(separator)\(name).sql", "-- +migrate Up", "-- +migrate Down")
    case .nodePgMigrate: sections("\(number)_\(name).sql", "-- Up Migration", "-- Down Migration")
    case .tern: [("\(number)_\(name).sql", "\(comment)\n\(TernConvention.divider)\n\n\(wayBack)")]
    case .flyway: flyway
    case .atlas, .drizzle: nil
    }
  }

  private var number: String { MigrationNumbering(names: files).next(at: moment) }

  /// With a way back where others have one.
  private var pair: [(name: String, text: String)] {
    let hasUps = files.contains { $0.lowercased().hasSuffix(".up.sql") }
    let hasDowns = files.contains { $0.lowercased().hasSuffix(".down.sql") }
    let stem = "\(number)_\(name)"
    let up = (name: stem + (hasUps ? ".up.sql" : ".sql"), text: comment)
    return hasDowns ? [up, (name: stem + ".down.sql", text: wayBack)] : [up]
  }

  private func upAndDown(_ stem: String) -> [(name: String, text: String)] {
    [(name: stem + ".up.sql", text: comment), (name: stem + ".down.sql", text: wayBack)]
  }

  /// What stands behind the numbers: as sql-migrate has it, unless the others have an underscore there.
  private var separator: String {
    let others = files.filter { $0.first?.isNumber == true }.compactMap { $0.first { !$0.isNumber } }
    return !others.isEmpty && others.allSatisfy { $0 == "_" } ? "_" : "-"
  }

  private func folder(_ folder: String) -> [(name: String, text: String)] {
    [
      (name: folder + "/up.sql", text: comment),
      (name: folder + "/down.sql", text: wayBack),
    ]
  }

  private func sections(_ file: String, _ up: String, _ down: String) -> [(name: String, text: String)] {
    [(name: file, text: "\(up)\n\(comment)\n\n\(down)\n\n")]
  }

  /// The first number of the last version, and one; with a way back where others have one.
  private var flyway: [(name: String, text: String)] {
    let numbers = files.compactMap { file -> String? in
      guard file.hasPrefix("V") else { return nil }
      return String(file.dropFirst().prefix { $0.isASCII && $0.isNumber })
    }
    let next = numbers.isEmpty ? "1" : MigrationNumbering(names: numbers).next(at: moment)
    let up = (name: "V\(next)__\(name).sql", text: comment)
    return files.contains { $0.hasPrefix("U") } ? [up, (name: "U\(next)__\(name).sql", text: wayBack)] : [up]
  }
}
