import LeaseProtocol

extension LineServer {
  /// What a server says that has a database for everybody, each named after the number of its request.
  static func usual(_ request: LeaseRequest) -> LeaseReply.Outcome {
    switch request.action {
    case .hello(let hello): .welcome(hello)
    case .take: .lease(lease(request.id))
    case .release: .released(LeaseReply.Released())
    case .query(let query):
      .rows(LeaseReply.Rows(columns: ["lease", "sql"], rows: [[query.lease, query.sql]], count: 1))
    case .execute, .truncate: .done(LeaseReply.Done())
    }
  }

  /// The database of a request.
  static func lease(_ id: UInt64) -> LeaseReply.Lease {
    LeaseReply.Lease(
      token: "token-\(id)", dsn: "postgres://shop:secret@127.0.0.1:5432/shop_\(id)", host: "127.0.0.1", port: 5432,
      user: "shop", password: "secret", database: "shop_\(id)", socket: nil)
  }
}
