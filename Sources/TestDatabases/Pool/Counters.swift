internal import LibPQ

/// What the server's counters of a database say at one moment.
struct Counters: Sendable {
  /// A counter of the whole database and those that are known of the objects it sums up.
  struct Ledger: Sendable, Hashable {
    /// The sum: over all objects, whether or not they are known here.
    var total: Int64
    /// The counts of objects, by their numbers; of those that are missing nothing was asked.
    var counts: [UInt32: Int64]

    /// Which objects moved since an earlier moment; `nil` where that does not explain how the sum moved.
    ///
    /// - Parameters:
    ///   - earlier: With the counts of all objects that had moved before; the others stood at 0.
    ///   - isComplete: Whether an object that is missing here stands at 0.
    func moved(since earlier: Ledger, isComplete: Bool) -> Set<UInt32>? {
      guard total >= earlier.total else { return nil }
      if isComplete {
        // A counter that went back was reset.
        for (oid, count) in earlier.counts where counts[oid] ?? 0 < count { return nil }
      }
      var moved: Set<UInt32> = []
      var sum: Int64 = 0
      for (oid, count) in counts {
        let difference = count - (earlier.counts[oid] ?? 0)
        guard difference >= 0 else { return nil }
        if difference > 0 { moved.insert(oid) }
        sum += difference
      }
      return sum == total - earlier.total ? moved : nil
    }

    /// What is known now of all objects, from what was known before.
    func updating(_ earlier: Ledger) -> Ledger {
      Ledger(total: total, counts: earlier.counts.merging(counts) { $1 })
    }
  }

  /// Clients of the database besides the tool's own.
  let connections: Int
  /// How many sessions there have been. One that ended is counted together with all it did.
  let sessions: Int64
  /// Rows inserted, updated and deleted: in tables, in their tables of long values, and in catalogs.
  var written: Ledger
  /// Blocks of sequences that were looked at.
  var fetched: Ledger
  /// Whether anything is counted, as far as the tool's own session knows.
  let isCounting: Bool
  /// What stands elsewhere about the database: its row, comment and settings, when its counters were reset, how
  /// many transactions are prepared in it, how many subscriptions it has.
  let surroundings: String

  /// Reads the row that ``ProofStatements`` give.
  ///
  /// - Parameters:
  ///   - tables: The tables that were asked for.
  ///   - sequences: The sequences that were asked for.
  init?(_ row: Row, tables: [UInt32], sequences: [UInt32]) {
    func counts(_ column: String, _ oids: [UInt32]) -> [UInt32: Int64]? {
      let values = (row[column] ?? "").split(separator: ",").compactMap { Int64($0) }
      guard values.count == oids.count else { return nil }
      return Dictionary(zip(oids, values)) { first, _ in first }
    }
    guard let connections = row["connections"].flatMap({ Int($0) }),
      let sessions = row["sessions"].flatMap({ Int64($0) }),
      let written = row["written"].flatMap({ Int64($0) }),
      let tableCounts = counts("recently_written", tables),
      let sequenceCounts = counts("recently_fetched", sequences)
    else { return nil }
    self.connections = connections
    self.sessions = sessions
    self.written = Ledger(total: written, counts: tableCounts)
    fetched = Ledger(total: row["fetched"].flatMap { Int64($0) } ?? 0, counts: sequenceCounts)
    isCounting = row["counting"] == "on"
    surroundings = row["surroundings"] ?? ""
  }

  /// The newest of everything, with the counts of objects that only earlier ones know.
  init(_ now: Counters, completing before: Counters, and baseline: Counters) {
    self = now
    written = now.written.updating(before.written.updating(baseline.written))
    fetched = now.fetched.updating(before.fetched.updating(baseline.fetched))
  }
}
