/// What a package's `db-test.json` says; each of it is optional, and so is the file.
///
/// A flag says more than the environment, and that more than the file.
package struct Configuration: Sendable, Hashable {
  /// The role that tests connect as, in place of the databases' owner.
  package internal(set) var role: String?
  /// The folder of the migrations.
  package internal(set) var migrations: String?
  /// The SQL files to run after the migrations, in this order.
  package internal(set) var seeds: [String]?
  /// The folder of the PostgreSQL programs to use.
  package internal(set) var postgresBin: String?

  /// Where nothing is configured.
  package init() {}

  /// All that can be set. Another setting is a property above and a line here.
  static let settings = [
    Setting("migrations") { $0.migrations = try $1.text() },
    Setting("postgresBin") { $0.postgresBin = try $1.text() },
    Setting("role") { $0.role = try $1.text() },
    Setting("seeds") { $0.seeds = try $1.texts() },
  ]

  /// One thing that can be set.
  struct Setting: Sendable {
    /// Its name in the file.
    let name: String
    /// Takes its value over.
    let read: @Sendable (inout Configuration, SettingValue) throws -> Void

    init(_ name: String, _ read: @escaping @Sendable (inout Configuration, SettingValue) throws -> Void) {
      self.name = name
      self.read = read
    }
  }
}
