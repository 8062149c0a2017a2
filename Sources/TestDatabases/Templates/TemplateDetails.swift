/// What is known of a template besides what it was made from.
package struct TemplateDetails: Sendable, Hashable, Codable {
  /// How many migrations it holds, and the file of the last one.
  package let migrations: Int
  package let lastMigration: String
  /// How many seeds it holds.
  package let seeds: Int
  /// When it was used last, in seconds since 1970; not to the minute.
  package var lastUse: Double
  /// The roles and tablespaces that its migrations made: it is of use only where they are.
  let clusterObjects: [String]
  /// The roles that its migrations made, or found made by others of the same name.
  var madeRoles: [String]?
  /// What those of them are like that a migration of another database may alter, by their names among ``clusterObjects``.
  var likenesses: [String: String]?
  /// The tables with rows in it that a crash of the server empties, quoted.
  let perishable: [String]
  /// What its clones don't get by themselves, as it was when it was made: any role may set something for itself in it later.
  var properties: DatabaseProperties?
}
