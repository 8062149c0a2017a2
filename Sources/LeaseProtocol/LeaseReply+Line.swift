extension LeaseReply {
  /// The reply as JSON on a line, with its end.
  package var line: [UInt8] {
    var json = JSONText()
    json.member("id", id)
    switch outcome {
    case .welcome(let hello): json.object("welcome") { $0.member("version", hello.version) }
    case .lease(let lease):
      json.object("lease") {
        $0.member("token", lease.token)
        $0.member("dsn", lease.dsn)
        $0.member("host", lease.host)
        $0.member("port", lease.port)
        $0.member("user", lease.user)
        $0.member("password", lease.password)
        $0.member("database", lease.database)
        $0.member("socket", lease.socket)
      }
    case .released(let released):
      json.object("released") {
        if !released.leaked.isEmpty { $0.member("leaked", released.leaked) }
        if !released.strangers.isEmpty { $0.member("strangers", released.strangers) }
        $0.member("log", released.log)
      }
    case .rows(let rows):
      json.object("rows") {
        $0.member("columns", rows.columns)
        $0.member("rows", rows.rows)
        $0.member("count", rows.count)
      }
    case .done: json.object("done") { _ in }
    case .failure(let failure):
      json.object("failure") {
        $0.member("message", failure.message)
        $0.member("sqlState", failure.sqlState)
      }
    }
    return json.line
  }

  /// Reads a line.
  ///
  /// - Throws: Where it is no reply.
  package init(line: UnsafeRawBufferPointer) throws {
    var id: UInt64?
    var outcome: Outcome?
    try JSONReader.object(in: line) { name, reader in
      switch name {
      case "id": id = try reader.integer(UInt64.self)
      case "welcome": outcome = .welcome(LeaseRequest.Hello(version: try Self.version(&reader)))
      case "lease": outcome = .lease(try Lease(&reader))
      case "released": outcome = .released(try Released(&reader))
      case "rows": outcome = .rows(try Rows(&reader))
      case "done":
        try reader.skip()
        outcome = .done(Done())
      case "failure": outcome = .failure(try Failure(&reader))
      default: try reader.skip()
      }
    }
    guard let id, let outcome else { throw JSONReader.Unexpected(description: "the line has no outcome that is known") }
    self.init(id: id, outcome: outcome)
  }

  private static func version(_ reader: inout JSONReader) throws -> Int {
    var version = 0
    try reader.object { name, reader in
      if name == "version" { version = try reader.integer(Int.self) } else { try reader.skip() }
    }
    return version
  }
}

extension LeaseReply.Lease {
  fileprivate init(_ reader: inout JSONReader) throws {
    var texts: [String: String] = [:]
    var port = 5432
    try reader.object { name, reader in
      switch name {
      case "token", "dsn", "host", "user", "password", "database", "socket": texts[name] = try reader.optionalString()
      case "port": port = try reader.integer(Int.self)
      default: try reader.skip()
      }
    }
    guard let token = texts["token"], let dsn = texts["dsn"], let database = texts["database"] else {
      throw JSONReader.Unexpected(description: "the line has no whole lease")
    }
    self.init(
      token: token, dsn: dsn, host: texts["host"], port: port, user: texts["user"], password: texts["password"],
      database: database, socket: texts["socket"])
  }
}

extension LeaseReply.Released {
  fileprivate init(_ reader: inout JSONReader) throws {
    var leaked: [String] = []
    var strangers: [String] = []
    var log: String?
    try reader.object { name, reader in
      switch name {
      case "leaked": try reader.array { leaked.append(try $0.string()) }
      case "strangers": try reader.array { strangers.append(try $0.string()) }
      case "log": log = try reader.optionalString()
      default: try reader.skip()
      }
    }
    self.init(leaked: leaked, strangers: strangers, log: log)
  }
}

extension LeaseReply.Rows {
  fileprivate init(_ reader: inout JSONReader) throws {
    var columns: [String] = []
    var rows: [[String?]] = []
    var count = 0
    try reader.object { name, reader in
      switch name {
      case "columns": try reader.array { columns.append(try $0.string()) }
      case "rows":
        try reader.array { reader in
          var row: [String?] = []
          try reader.array { row.append(try $0.optionalString()) }
          rows.append(row)
        }
      case "count": count = try reader.integer(Int.self)
      default: try reader.skip()
      }
    }
    self.init(columns: columns, rows: rows, count: count)
  }
}

extension LeaseReply.Failure {
  fileprivate init(_ reader: inout JSONReader) throws {
    var message = ""
    var sqlState: String?
    try reader.object { name, reader in
      switch name {
      case "message": message = try reader.string()
      case "sqlState": sqlState = try reader.optionalString()
      default: try reader.skip()
      }
    }
    self.init(message: message, sqlState: sqlState)
  }
}
