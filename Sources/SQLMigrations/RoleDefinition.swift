/// What a role is to be like, as `CREATE ROLE` says it.
///
/// Source: PostgreSQL manual, "CREATE ROLE".
package struct RoleDefinition: Sendable, Hashable {
  /// What a role may have or not, as the manual names it.
  package enum Attribute: String, Sendable, Hashable, CaseIterable {
    case superuser, createdb, createrole, inherit, login, replication, bypassrls
  }

  /// Its name, as the server knows it.
  package let name: String
  /// What it has.
  package private(set) var attributes: Set<Attribute>
  /// How many connections it may have; `nil` for any number.
  package private(set) var connectionLimit: Int?
  /// Until when its password is good, as it is written; `nil` for ever.
  package private(set) var validUntil: String?
  /// Its password, as it is written; `nil` where nothing is said of one.
  package private(set) var password: String?
  /// The roles that it is a member of, as they are written.
  package private(set) var groups: [String] = []
  /// Its members, as they are written.
  package private(set) var members: [String] = []
  /// Its members that may make others so, as they are written.
  package private(set) var administrators: [String] = []

  /// Reads the options behind a name; `nil` where one is not known.
  ///
  /// - Parameters:
  ///   - logsIn: Whether it does where nothing is said of that, as with `CREATE USER`.
  ///   - options: Up to the statement's end.
  init?(name: String, logsIn: Bool, _ options: StatementTokens) {
    self.name = name
    attributes = logsIn ? [.inherit, .login] : [.inherit]
    var options = options
    _ = options.take("with")
    while !options.isEmpty {
      guard take(&options) else { return nil }
    }
  }

  private mutating func take(_ options: inout StatementTokens) -> Bool {
    if takeAttribute(&options) { return true }
    if options.take("encrypted") || options.isNext("password") {
      guard options.take("password"), let text = options.takeText() else { return false }
      password = text
    } else if options.take("connection", "limit") {
      let isNegative = options.take(symbol: "-")
      guard let number = options.takeText().flatMap({ Int($0) }) else { return false }
      connectionLimit = isNegative ? nil : number
    } else if options.take("valid", "until") {
      guard let text = options.takeText() else { return false }
      validUntil = text
    } else if options.take("in", "role") || options.take("in", "group") {
      groups += options.takeList()
    } else if options.take("role") || options.take("user") {
      members += options.takeList()
    } else if options.take("admin") {
      administrators += options.takeList()
    } else if options.take("sysid") {
      return options.takeText() != nil
    } else {
      return false
    }
    return true
  }

  private mutating func takeAttribute(_ options: inout StatementTokens) -> Bool {
    for attribute in Attribute.allCases {
      if options.take(attribute.rawValue) {
        attributes.insert(attribute)
        return true
      }
      if options.take("no" + attribute.rawValue) {
        attributes.remove(attribute)
        return true
      }
    }
    return false
  }
}
