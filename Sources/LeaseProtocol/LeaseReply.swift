/// What the lease server answers: one JSON object on a line of its own.
///
/// It has the member `id` of the request, and one other, named after the outcome. Replies come in any order.
package struct LeaseReply: Sendable, Hashable {
  /// The request's number.
  package let id: UInt64
  /// What came of it.
  package let outcome: Outcome

  package init(id: UInt64, outcome: Outcome) {
    self.id = id
    self.outcome = outcome
  }

  /// What came of a request.
  package enum Outcome: Sendable, Hashable {
    /// To `hello`: both sides speak the same version.
    case welcome(LeaseRequest.Hello)
    /// To `take`: the database.
    case lease(Lease)
    /// To `release`.
    case released(Released)
    /// To `query`.
    case rows(Rows)
    /// To `execute` and `truncate`.
    case done(Done)
    /// To any of them: it did not work.
    case failure(Failure)
  }

  /// A database that a test has, until it gives it back or its process ends.
  package struct Lease: Sendable, Hashable {
    /// What names it in later requests.
    package let token: String
    /// The connection string, a URL.
    package let dsn: String
    package let host, user, password: String?
    package let port: Int
    /// The database's name.
    package let database: String
    /// The path of the server's socket, where it has one on this machine.
    package let socket: String?

    package init(
      token: String, dsn: String, host: String?, port: Int, user: String?, password: String?, database: String,
      socket: String?
    ) {
      self.token = token
      self.dsn = dsn
      self.host = host
      self.port = port
      self.user = user
      self.password = password
      self.database = database
      self.socket = socket
    }
  }

  /// A database was given back, and it is known what became of the connections to it.
  package struct Released: Sendable, Hashable {
    /// The last queries of the test's connections that had to be ended, since it had left them open; empty for one that
    /// ran none.
    package let leaked: [String]
    /// The last queries of clients of earlier tests that turned up in the database, and were ended.
    package let strangers: [String]
    /// What the server logged about the database meanwhile, where the test failed and the log is ours to read.
    package let log: String?

    package init(leaked: [String] = [], strangers: [String] = [], log: String? = nil) {
      self.leaked = leaked
      self.strangers = strangers
      self.log = log
    }
  }

  /// What a statement gave, in text format.
  package struct Rows: Sendable, Hashable {
    package let columns: [String]
    package let rows: [[String?]]
    /// How many rows were changed or given.
    package let count: Int

    package init(columns: [String], rows: [[String?]], count: Int) {
      self.columns = columns
      self.rows = rows
      self.count = count
    }
  }

  /// It worked, and there is nothing more to say.
  package struct Done: Sendable, Hashable {
    package init() {}
  }

  /// It did not work.
  package struct Failure: Sendable, Hashable {
    /// What happened, and what to do next.
    package let message: String
    /// The SQLSTATE, where the server refused a statement.
    package let sqlState: String?

    package init(message: String, sqlState: String? = nil) {
      self.message = message
      self.sqlState = sqlState
    }
  }
}
