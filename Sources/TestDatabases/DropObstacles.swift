internal import LibPQ

/// What keeps a database from being dropped, besides its clients: subscriptions and prepared transactions.
enum DropObstacles {
  /// Removes what there is of it, as far as that is possible.
  ///
  /// - Parameter connection: To the database.
  static func remove(_ connection: Connection) async {
    for row in (try? await connection.query(Statements.subscriptions).rows) ?? [] {
      guard let name = row["subname"], let quoted = try? await connection.quoted(identifier: name) else { continue }
      for statement in Statements.dropSubscription(quoted) { _ = try? await connection.execute(statement) }
    }
    for row in (try? await connection.query(Statements.preparedTransactions).rows) ?? [] {
      guard let identifier = row["gid"], let literal = try? await connection.quoted(literal: identifier) else {
        continue
      }
      _ = try? await connection.execute("ROLLBACK PREPARED \(literal)")
    }
  }
}
