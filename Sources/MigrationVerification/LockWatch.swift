internal import LeaseProtocol
internal import LibPQ

/// Looks, at the end of a migration's transaction, or after each statement of one that has several or none, at what it keeps
/// others from.
///
/// What can't be in a transaction, such as VACUUM FULL, can't be looked at from inside of it, and is not.
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
  var blocked: [VerificationFinding.Kind] {
    let all = state.withLock { $0.blocked }
    // Who may not read may not write either.
    return all.filter { kind in
      guard case .blocks(let table, .writing) = kind else { return true }
      return !all.contains(.blocks(table: table, what: .reading))
    }
  }

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
    state.withLock { state in state.blocked += blocked.filter { !state.blocked.contains($0) } }
  }
}
