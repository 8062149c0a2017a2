import LibPQ
import OwnTestServer

@testable import TestDatabases

/// Databases that look like this tool's and are not, each with a row in it that somebody would miss.
///
/// All belong to the role whose databases the tool makes, so that this alone does not protect them.
struct Bystanders: Sendable {
  private let role: String
  /// The session that their names and marks speak of, which does not live.
  private let dead = SessionIdentifier.random()
  private var names: [String] = []
  private var before: [String: String] = [:]

  /// Makes them.
  ///
  /// - Parameters:
  ///   - role: Their owner.
  ///   - template: A template of ours, whose mark is copied.
  static func make(ownedBy role: String, copying template: String) async throws -> Bystanders {
    var bystanders = Bystanders(role: role)
    try await bystanders.makeAll(template)
    for name in bystanders.names { bystanders.before[name] = try await state(name) }
    return bystanders
  }

  private init(role: String) { self.role = role }

  private mutating func makeAll(_ template: String) async throws {
    let own = DatabaseName.session(dead, package: role)
    // Only the name: of the pattern, or of one that LIKE, a missing anchor or folded letters would take for it.
    for name in [
      own, "\(own)_1", "dbt_\(role)", "dbtX\(role)X\(dead)", "dbt%\(role)_\(dead)", "x\(own)", "\(own)_old",
      own.uppercased(), "dbt_\"\(role)\"_\(dead)", "dbt_\(role)\n_\(dead)", "dbt_tpl_\(role)",
      DatabaseName.template(dead.description + String(repeating: "0", count: 24)), "\(role)_test",
    ] {
      try await add(name)
    }
    // Our mark, copied from a session's database, from a kept one, from a template: by hand, or with pg_dumpall.
    let session = DatabaseMark(kind: .session, session: dead, package: role, fingerprint: "")
    let here = try await HandMadeDatabase.place("postgres")
    try await add(DatabaseName.member(2, of: own), session, place: here)
    try await add("\(role) precious", session, place: nil)
    try await add("dbt_tpl_\(role)_copy", comment: HandMadeDatabase.comment(template))
    // A mark of another server, where the database had the same number.
    let three = DatabaseName.member(3, of: own)
    try await add(three)
    let number = try await HandMadeDatabase.place(three).database
    try await HandMadeDatabase.mark(three, session, place: DatabaseMark.Place(server: "1", database: number))
    // A mark of a format that came before or after ours, and the limit of one that has none yet, with a comment.
    let four = DatabaseName.member(4, of: own)
    var other = session
    other.swiftDBTest = DatabaseMark.format + 1
    try await add(four)
    try await HandMadeDatabase.mark(four, other)
    let five = DatabaseName.member(5, of: own)
    try await add(five, comment: "mine")
    try await limit(five)
    // The limit alone, under a name that isn't ours.
    try await add("\(own) ")
    try await limit("\(own) ")
  }

  private mutating func add(_ name: String) async throws {
    try await TestServer.administrate { connection in
      let quoted = try await connection.quoted(identifier: name)
      try await connection.execute("CREATE DATABASE \(quoted) OWNER \(role) TEMPLATE template0 STRATEGY file_copy")
    }
    try await TestServer.administrate(in: name) { try await $0.execute("CREATE TABLE precious AS SELECT 1 AS n") }
    names.append(name)
  }

  private mutating func add(_ name: String, _ mark: DatabaseMark, place: DatabaseMark.Place?) async throws {
    try await add(name)
    try await HandMadeDatabase.mark(name, mark, place: place)
  }

  private mutating func add(_ name: String, comment: String?) async throws {
    try await add(name)
    try await HandMadeDatabase.comment(name, comment)
  }

  private func limit(_ name: String) async throws {
    try await TestServer.administrate { connection in
      try await connection.execute(
        Statements.connectionLimit(
          connection.quoted(identifier: name), DatabaseMark.unmarkedConnectionLimit))
    }
  }

  /// Those that are not what they were.
  func harmed() async throws -> [String] {
    var harmed: [String] = []
    for name in names where try await Self.state(name) != before[name] { harmed.append(name) }
    return harmed
  }

  /// All that is known of one from outside, and its row.
  private static func state(_ name: String) async throws -> String {
    let outside = try await TestServer.administrate {
      try await $0.query(
        """
        SELECT pg_catalog.concat_ws(' ', d, pg_catalog.shobj_description(d.oid, 'pg_database'))
        FROM pg_catalog.pg_database AS d WHERE d.datname = $1
        """, [name]
      ).firstValue
    }
    guard let outside else { return "gone" }
    let inside = try await TestServer.administrate(in: name) {
      try await $0.query("SELECT pg_catalog.string_agg(n::text, ',') FROM precious").firstValue
    }
    return "\(outside) \(inside ?? "")"
  }

  func drop() async throws { for name in names { try await HandMadeDatabase.drop(name) } }
}
