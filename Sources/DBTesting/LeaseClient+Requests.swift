internal import LeaseProtocol

extension LeaseClient {
  /// Waits for a database; a cancelled task gives up its turn.
  ///
  /// - Throws: ``TestDatabaseError``, `CancellationError`.
  func take(_ take: LeaseRequest.Take) async throws -> LeaseReply.Lease {
    switch try await outcome(of: .take(take), abandoning: true) {
    case .lease(let lease): return lease
    case let outcome: throw Self.error(of: outcome, .unavailable)
    }
  }

  /// Gives a database back. The answer comes once nobody is connected to it any more.
  func release(_ release: LeaseRequest.Release) -> Reply { request(.release(release)) }

  /// Does something with an answer that a test's end need not wait for, as that test.
  func followUp(_ reply: Reply, _ body: @escaping @Sendable () async -> Void) {
    followUps.add(body)
    // The answer may have been faster, and it may have been the last one.
    if hasArrived(reply) { followUps.runElsewhere() }
  }

  /// Runs a statement.
  ///
  /// - Throws: ``TestDatabaseError``, `CancellationError`.
  func query(_ query: LeaseRequest.Query) async throws -> LeaseReply.Rows {
    switch try await outcome(of: .query(query), abandoning: true) {
    case .rows(let rows): return rows
    case let outcome: throw Self.error(of: outcome, .statementFailed)
    }
  }

  /// Runs statements.
  ///
  /// - Throws: ``TestDatabaseError``, `CancellationError`.
  func execute(_ execute: LeaseRequest.Execute) async throws { try await done(.execute(execute)) }

  /// Empties tables.
  ///
  /// - Throws: ``TestDatabaseError``, `CancellationError`.
  func truncate(_ truncate: LeaseRequest.Truncate) async throws { try await done(.truncate(truncate)) }

  private func done(_ action: LeaseRequest.Action) async throws {
    switch try await outcome(of: action, abandoning: true) {
    case .done: return
    case let outcome: throw Self.error(of: outcome, .statementFailed)
    }
  }

  static func error(of outcome: LeaseReply.Outcome, _ code: TestDatabaseError.Code) -> TestDatabaseError {
    guard case .failure(let failure) = outcome else {
      return TestDatabaseError(.serverGone, "the lease server answers something that was not asked for")
    }
    return TestDatabaseError(code, failure.message, sqlState: failure.sqlState)
  }
}
