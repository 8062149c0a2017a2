import LibPQ

@testable import TestDatabases

extension DatabaseImage {
  /// The image of a database, looked at on a connection of its own.
  static func pristine(of administrator: DSN) async throws -> DatabaseImage {
    try await connected(administrator) { try await pristine($0) }
  }

  /// How a database differs from this image, looked at on a connection of its own.
  func differences(of administrator: DSN) async throws -> [String] {
    try await Self.connected(administrator) { try await differences($0) }
  }

  private static func connected<Result: Sendable>(
    _ dsn: DSN, _ body: (Connection) async throws -> Result
  ) async throws -> Result {
    // From the first moment on nobody sees it look.
    let connection = try await Connection.open(dsn.replacing(["options": "-c track_counts=off"]))
    do {
      let result = try await body(connection)
      await connection.close()
      return result
    } catch {
      await connection.close()
      throw error
    }
  }
}
