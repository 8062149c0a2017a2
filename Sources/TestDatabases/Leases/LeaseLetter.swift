internal import LeaseProtocol
internal import LibPQ

/// What is said of a database to whoever gets it; the same each time but for the lease's token.
struct LeaseLetter: Sendable {
  /// The connection string, before and after the token.
  private let url: (before: String, after: String)?
  private let dsn: DSN
  private let database: String
  private let socket: String?

  /// - Parameters:
  ///   - dsn: Where the test connects to the database.
  ///   - kind: Why it has it. The session's own database is reached as everybody reaches it.
  ///   - socket: The path of the server's socket, where it has one on this machine.
  init(_ dsn: DSN, _ kind: LeaseKind, database: String, socket: String?) {
    self.dsn = dsn
    self.database = database
    self.socket = socket
    // Putting a URL together takes longer than a database takes to prove that it is clean.
    if kind == .shared {
      url = nil
      return
    }
    let sample = LeaseToken(number: 0)
    let text = dsn.replacing(["application_name": sample.applicationName]).url
    let marked = LeaseToken.prefix.split(separator: " ").joined(separator: "%20") + "%20\(sample)"
    let place = text.firstRange(of: marked)
    url = place.map { (text[..<$0.upperBound].dropLast().description, String(text[$0.upperBound...])) }
  }

  /// The letter for one lease.
  func lease(_ token: LeaseToken) -> LeaseReply.Lease {
    LeaseReply.Lease(
      token: token.description, dsn: url.map { $0.before + token.description + $0.after } ?? dsn.url, host: dsn["host"],
      port: dsn["port"].flatMap { Int($0) } ?? 5432, user: dsn["user"], password: dsn["password"], database: database,
      socket: socket)
  }
}
