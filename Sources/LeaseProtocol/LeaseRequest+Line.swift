extension LeaseRequest {
  /// The request as JSON on a line, with its end.
  package var line: [UInt8] {
    var json = JSONText()
    json.member("id", id)
    switch action {
    case .hello(let hello): json.object("hello") { $0.member("version", hello.version) }
    case .take(let take):
      json.object("take") {
        $0.member("kind", take.kind.rawValue)
        $0.member("test", take.test)
        if !take.fixtures.isEmpty { $0.member("fixtures", take.fixtures) }
        $0.member("within", take.within)
      }
    case .release(let release):
      json.object("release") {
        $0.member("lease", release.lease)
        $0.member("failed", release.failed)
      }
    case .query(let query):
      json.object("query") {
        $0.member("lease", query.lease)
        $0.member("sql", query.sql)
        $0.member("parameters", query.parameters)
      }
    case .execute(let execute):
      json.object("execute") {
        $0.member("lease", execute.lease)
        $0.member("sql", execute.sql)
      }
    case .truncate(let truncate):
      json.object("truncate") {
        $0.member("lease", truncate.lease)
        if let tables = truncate.tables { $0.member("tables", tables) }
      }
    }
    return json.line
  }

  /// Reads a line.
  ///
  /// - Throws: Where it is no request.
  package init(line: UnsafeRawBufferPointer) throws {
    var id: UInt64?
    var action: Action?
    try JSONReader.object(in: line) { name, reader in
      switch name {
      case "id": id = try reader.integer(UInt64.self)
      case "hello", "take", "release", "query", "execute", "truncate": action = try Body(&reader).action(name)
      default: try reader.skip()
      }
    }
    guard let id, let action else { throw JSONReader.Unexpected(description: "the line has no action that is known") }
    self.init(id: id, action: action)
  }

  /// What stands in the one member of a request that says what is wanted: the members of all of them.
  private struct Body {
    private var texts: [String: String] = [:]
    private var version: Int?
    private var failed = false
    private var fixtures: [String] = []
    private var parameters: [String?] = []
    private var tables: [String]?

    init(_ reader: inout JSONReader) throws {
      var (version, failed, parameters): (Int?, Bool, [String?]) = (nil, false, [])
      var (fixtures, tables): ([String], [String]?) = ([], nil)
      var texts: [String: String] = [:]
      try reader.object { name, reader in
        switch name {
        case "version": version = try reader.integer(Int.self)
        case "failed": failed = try reader.bool()
        case "fixtures": try reader.array { fixtures.append(try $0.string()) }
        case "parameters": try reader.array { parameters.append(try $0.optionalString()) }
        case "tables":
          tables = []
          try reader.array { tables?.append(try $0.string()) }
        case "kind", "test", "lease", "sql": texts[name] = try reader.string()
        case "within": texts[name] = try reader.optionalString()
        default: try reader.skip()
        }
      }
      (self.version, self.failed, self.parameters, self.texts) = (version, failed, parameters, texts)
      (self.fixtures, self.tables) = (fixtures, tables)
    }

    func action(_ name: String) throws -> Action {
      switch name {
      case "hello": .hello(Hello(version: version ?? 0))
      case "take":
        .take(Take(kind: try kind(), test: try text("test"), fixtures: fixtures, within: texts["within"]))
      case "release": .release(Release(lease: try text("lease"), failed: failed))
      case "query": .query(Query(lease: try text("lease"), sql: try text("sql"), parameters: parameters))
      case "execute": .execute(Execute(lease: try text("lease"), sql: try text("sql")))
      default: .truncate(Truncate(lease: try text("lease"), tables: tables))
      }
    }

    private func kind() throws -> LeaseKind {
      let name = try text("kind")
      guard let kind = LeaseKind(rawValue: name) else {
        throw JSONReader.Unexpected(description: "there is no kind '\(name)' of database")
      }
      return kind
    }

    private func text(_ name: String) throws -> String {
      guard let text = texts[name] else { throw JSONReader.Unexpected(description: "the line has no '\(name)'") }
      return text
    }
  }
}
