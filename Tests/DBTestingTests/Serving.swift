import LeaseProtocol

@testable import DBTesting

/// Runs something with a lease server of its own, which is this task's.
func serving<Value>(
  answer: @escaping LineServer.Answer = { LineServer.usual($0) },
  _ body: (LineServer, LeaseClient) async throws -> Value
) async throws -> Value {
  let server = try LineServer(answer: answer)
  defer { server.stop() }
  let client = try LeaseClient(path: server.path)
  defer { client.disconnect() }
  return try await LeaseClient.$replacement.withValue(client) { try await body(server, client) }
}

/// What `usual` says, but nothing to those who want a database.
@Sendable func withoutLeases(_ request: LeaseRequest) -> LeaseReply.Outcome? {
  if case .take = request.action { nil } else { LineServer.usual(request) }
}
