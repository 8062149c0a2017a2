internal import LibPQ

/// What a server has been started with that databases can have something about them by. Both settings can be changed by a
/// restart alone, which ends all connections. Source: PostgreSQL manual, "Server Configuration".
struct ServerAbilities: Sendable {
  /// Whether there can be prepared transactions.
  let preparesTransactions: Bool
  /// Whether there can be logical replication slots.
  let hasLogicalSlots: Bool

  /// Asks the server.
  init(_ connection: ExclusiveConnection) throws {
    let row = try connection.query(PoolStatements.abilities).rows.first
    preparesTransactions = row?["prepares"] != "f"
    hasLogicalSlots = row?["logical"] != "f"
  }
}
