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

  /// Gives a database back, also for a cancelled task.
  ///
  /// - Throws: ``TestDatabaseError``.
  func release(_ release: LeaseRequest.Release) async throws -> LeaseReply.Released {
    switch try await outcome(of: .release(release), abandoning: false) {
    case .released(let released): return released
    case let outcome: throw Self.error(of: outcome, .unavailable)
    }
  }

  /// The last queries of the connections that a test had left open, once that is known.
  ///
  /// - Throws: ``TestDatabaseError``.
  func leaks(_ leaks: LeaseRequest.Leaks) async throws -> [String] {
    switch try await outcome(of: .leaks(leaks), abandoning: false) {
    case .leaked(let leaked): return leaked.queries
    case let outcome: throw Self.error(of: outcome, .unavailable)
    }
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

  private static func error(of outcome: LeaseReply.Outcome, _ code: TestDatabaseError.Code) -> TestDatabaseError {
    guard case .failure(let failure) = outcome else {
      return TestDatabaseError(.serverGone, "the lease server answers something that was not asked for")
    }
    return TestDatabaseError(code, failure.message, sqlState: failure.sqlState)
  }
}
