import LibPQ

@testable import TestDatabases

/// The connections of a test that runs hand-made cases, each made when it is needed first.
struct HandMadeClients {
  private let playground: Playground
  private let member: Member
  private var connections: [HandMadeCase.Step.Client: Connection] = [:]

  init(_ playground: Playground, _ member: Member) {
    self.playground = playground
    self.member = member
  }

  /// Runs a case.
  ///
  /// - Returns: The steps that ended otherwise than they are to.
  mutating func run(_ test: HandMadeCase) async throws -> [String] {
    var surprises: [String] = []
    for step in test.steps {
      do {
        try await connection(step.client).execute(step.statement)
        if step.fails { surprises.append("did not fail: \(step.statement)") }
      } catch let error as PostgresError where error.code != .connectionFailed {
        if !step.fails { surprises.append("failed: \(step.statement): \(error)") }
      }
    }
    return surprises
  }

  /// Closes them.
  mutating func leave() async {
    for connection in connections.values { await connection.close() }
    connections = [:]
  }

  private mutating func connection(_ client: HandMadeCase.Step.Client) async throws -> Connection {
    if let known = connections[client] { return known }
    let dsn = client == .superuser ? playground.superuser(member) : playground.owner(member)
    // One of them may wait for a lock that another one keeps.
    let opened = try await Connection.open(dsn.replacing(["options": "-c lock_timeout=50ms"]))
    connections[client] = opened
    return opened
  }
}
