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
    /// To `leaks`.
    case leaked(Leaked)
    /// To `query`.
    case rows(Rows)
    /// To `execute` and `truncate`.
    case done(Done)
    /// To any of them: it did not work.
    case failure(Failure)
  }

  /// A database that a test has, until it gives it back or its process ends.
  package struct Lease: Sendable, Hashable, Codable {
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

  /// A database was given back.
  package struct Released: Sendable, Hashable, Codable {
    /// How many connections to it were open at that moment; some may have been about to close. Where there
    /// are any, `leaks` tells what becomes of them.
    package let connections: Int
    /// What the server logged about the database meanwhile, where the test failed and the log is ours to read.
    package let log: String?

    package init(connections: Int, log: String? = nil) {
      self.connections = connections
      self.log = log
    }
  }

  /// Connections that had to be ended, since their test had left them open.
  package struct Leaked: Sendable, Hashable, Codable {
    /// The last query of each; empty for one that ran none.
    package let queries: [String]

    package init(queries: [String]) { self.queries = queries }
  }

  /// What a statement gave, in text format.
  package struct Rows: Sendable, Hashable, Codable {
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
  package struct Done: Sendable, Hashable, Codable {
    package init() {}
  }

  /// It did not work.
  package struct Failure: Sendable, Hashable, Codable {
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

extension LeaseReply: Codable {
  private enum Key: String, CodingKey { case id, welcome, lease, released, leaked, rows, done, failure }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    id = try container.decode(UInt64.self, forKey: .id)
    guard let key = container.allKeys.first(where: { $0 != .id }) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: container.codingPath, debugDescription: "no outcome that is known"))
    }
    outcome =
      switch key {
      case .id, .welcome: .welcome(try container.decode(LeaseRequest.Hello.self, forKey: .welcome))
      case .lease: .lease(try container.decode(Lease.self, forKey: key))
      case .released: .released(try container.decode(Released.self, forKey: key))
      case .leaked: .leaked(try container.decode(Leaked.self, forKey: key))
      case .rows: .rows(try container.decode(Rows.self, forKey: key))
      case .done: .done(try container.decode(Done.self, forKey: key))
      case .failure: .failure(try container.decode(Failure.self, forKey: key))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    switch outcome {
    case .welcome(let body): try container.encode(body, forKey: .welcome)
    case .lease(let body): try container.encode(body, forKey: .lease)
    case .released(let body): try container.encode(body, forKey: .released)
    case .leaked(let body): try container.encode(body, forKey: .leaked)
    case .rows(let body): try container.encode(body, forKey: .rows)
    case .done(let body): try container.encode(body, forKey: .done)
    case .failure(let body): try container.encode(body, forKey: .failure)
    }
  }
}
