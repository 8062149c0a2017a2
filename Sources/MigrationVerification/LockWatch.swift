internal import LeaseProtocol
internal import LibPQ

/// Looks, at the end of a migration's transaction, at what it keeps others from.
///
/// A migration that runs without a transaction holds its locks for no longer than each of its statements, and is not looked at.
final class LockWatch: Sendable {
  private let connection: Connection
  private let state = Locked(State())

  private struct State {
    /// The numbers of the tables that were there before.
    var tables: [String] = []
    var blocked: [VerificationFinding.Kind] = []
  }

  init(connection: Connection) { self.connection = connection }

  /// What the last migration kept others from.
  var blocked: [VerificationFinding.Kind] { state.withLock { $0.blocked } }

  /// Notes the tables that are there before a migration.
  func begin() async throws {
    let tables = try await connection.query(VerificationStatements.tables).rows.compactMap { $0["oid"] }
    state.withLock { $0 = State(tables: tables) }
  }

  /// Looks; to be called inside the transaction.
  @Sendable func look(_ connection: ExclusiveConnection) throws {
    let tables = state.withLock { $0.tables }
    let rows = try connection.query(VerificationStatements.locks, ["{\(tables.joined(separator: ","))}"]).rows
    let blocked = rows.compactMap { row in
      row["name"].map {
        VerificationFinding.Kind.blocks(table: $0, what: row["blocks_reading"] == "t" ? .reading : .writing)
      }
    }
    state.withLock { $0.blocked += blocked }
  }
}
