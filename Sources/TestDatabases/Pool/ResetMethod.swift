internal import LibPQ

/// How the rows that a test left are taken out.
enum ResetMethod: Sendable, Hashable {
  /// By DELETE in replica mode, which no trigger and no foreign key notices. Takes microseconds.
  case delete
  /// By TRUNCATE, which anybody may do to tables of his own. Takes milliseconds, and goes only where no table
  /// with rows of the template is concerned.
  case truncate

  /// The best one that a session may use; puts it into replica mode where that is allowed.
  static func best(on connection: ExclusiveConnection) throws -> ResetMethod {
    do {
      try connection.execute(PoolStatements.enterReplicaMode)
      return .delete
    } catch let error as PostgresError where error.sqlState == "42501" {
      return .truncate
    }
  }

  /// The tables that have to be emptied for these to be emptied; `nil` where this method can't put them back.
  func tables(for touched: Set<UInt32>, of contents: TemplateContents) -> Set<UInt32>? {
    switch self {
    case .delete:
      let isPossible = touched.allSatisfy { oid in
        guard let table = contents.table(oid), table.allowsDelete else { return false }
        if case .unknown = table.rows { return false }
        return true
      }
      return isPossible ? touched : nil
    case .truncate:
      // A table can be truncated only together with those that refer to it.
      var all = touched
      var added = touched
      while !added.isEmpty {
        added = Set(added.flatMap { contents.referring[$0] ?? [] }).subtracting(all)
        all.formUnion(added)
      }
      let isPossible = all.allSatisfy { oid in
        guard let table = contents.table(oid), table.allowsTruncate, case .none = table.rows else { return false }
        return true
      }
      return isPossible ? all : nil
    }
  }

  /// What to say to the user, once, where another method would be better.
  static func advice(role: String) -> String {
    """
    the role \(role) may not use session_replication_role, so databases that tests have used are emptied by \
    TRUNCATE or made anew, which is slower
    A superuser of the server can allow it:  GRANT SET ON PARAMETER session_replication_role TO \(role)
    """
  }
}
