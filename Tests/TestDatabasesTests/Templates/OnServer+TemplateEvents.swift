import LeaseProtocol

@testable import TestDatabases

extension OnServer {
  /// What is said of the template of some migrations while a session opens.
  ///
  /// - Parameters:
  ///   - limit: How many templates stay.
  ///   - body: Uses the session.
  static func templateEvents(
    of migrations: KeyValuePairs<String, String>, on server: DatabaseServer, limit: Int = 9,
    _ body: (Session) async throws -> Void = { _ in }
  ) async throws -> [Session.TemplateEvent] {
    let told = Locked<[Session.TemplateEvent]>([])
    try await perform(on: server) { run in
      let session = try await run.open(migrations, templates: .kept(limit: limit, isFresh: false)) { event in
        if case .template(let event) = event { told.withLock { $0.append(event) } }
      }
      do { try await body(session) } catch {
        await session.close()
        throw error
      }
      await session.close()
    }
    return told.withLock { $0 }
  }
}
