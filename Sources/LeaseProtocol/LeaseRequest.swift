/// What a test process asks the lease server: one JSON object on a line of its own.
///
/// It has the member `id`, a number that comes back with the reply, and one other, named after the action.
package struct LeaseRequest: Sendable, Hashable {
  /// The process's own number for the request.
  package let id: UInt64
  /// What is asked for.
  package let action: Action

  package init(id: UInt64, action: Action) {
    self.id = id
    self.action = action
  }

  /// What is asked for.
  package enum Action: Sendable, Hashable {
    /// The first request on each connection.
    case hello(Hello)
    /// A database. The reply may be long in coming: it waits until there is one.
    case take(Take)
    /// A database is given back. The reply comes once nobody is connected to it any more; there is no need to wait.
    case release(Release)
    /// One statement with parameters, run in a database that was taken.
    case query(Query)
    /// Any number of statements, run in a database that was taken.
    case execute(Execute)
    /// Tables are emptied in a database that was taken.
    case truncate(Truncate)
  }

  /// Which version of the protocol a process speaks.
  package struct Hello: Sendable, Hashable {
    package let version: Int

    package init(version: Int = LeaseAddress.version) { self.version = version }
  }

  /// A database is wanted.
  package struct Take: Sendable, Hashable {
    package var kind: LeaseKind
    /// Who wants it, for messages: a test's name.
    package let test: String
    /// SQL files to be run in it before it is handed out, by their full paths.
    package let fixtures: [String]
    /// The lease that the same test has already and keeps meanwhile.
    package let within: String?

    package init(kind: LeaseKind, test: String, fixtures: [String] = [], within: String? = nil) {
      self.kind = kind
      self.test = test
      self.fixtures = fixtures
      self.within = within
    }
  }

  /// A database is not needed any more.
  package struct Release: Sendable, Hashable {
    package let lease: String
    /// Whether the test failed.
    package let failed: Bool

    package init(lease: String, failed: Bool) {
      self.lease = lease
      self.failed = failed
    }
  }

  /// A statement, with parameters `$1`, `$2` … in text format.
  package struct Query: Sendable, Hashable {
    package let lease: String
    package let sql: String
    package let parameters: [String?]

    package init(lease: String, sql: String, parameters: [String?]) {
      self.lease = lease
      self.sql = sql
      self.parameters = parameters
    }
  }

  /// Statements in one text.
  package struct Execute: Sendable, Hashable {
    package let lease: String
    package let sql: String

    package init(lease: String, sql: String) {
      self.lease = lease
      self.sql = sql
    }
  }

  /// Tables to be emptied.
  package struct Truncate: Sendable, Hashable {
    package let lease: String
    /// Their names as SQL has them, so quoted where they need it; `nil` for all.
    package let tables: [String]?

    package init(lease: String, tables: [String]?) {
      self.lease = lease
      self.tables = tables
    }
  }
}
