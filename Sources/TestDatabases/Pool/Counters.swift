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
  }

  /// Clients of the database besides the tool's own.
  var connections: Int
  /// How many sessions there have been. One that ended is counted together with all it did.
  private(set) var sessions: Int64
  /// Rows inserted, updated and deleted: in tables, each with the one that its long values are in, and in catalogs.
  var written: Ledger
  /// Blocks of sequences that were looked at.
  var fetched: Ledger
  /// Whether anything is counted, as far as the tool's own session knows.
  let isCounting: Bool
  /// What stands elsewhere about the database: its row, comment and settings, when its counters were reset, how
  /// many transactions are prepared in it.
  let surroundings: String
  /// The part of that which can be changed from other databases.
  let whereabouts: String
  /// How many rows were written in the catalogs that this stands in, before it was looked at.
  let whereaboutsWritten: Int64

  /// How many rows were written in the catalogs of subscriptions and labels, which all databases share.
  let additionsWritten: Int64
  /// How many rows were written in the catalog of what depends on roles, which all databases share.
  let dependencies: Int64

  /// Reads the row that ``ProofStatements`` give.
  init?(_ row: Row) {
    guard let fetched = Int64(row["fetched"] ?? "0"), let read = Reading(row) else { return nil }
    connections = read.connections
    sessions = read.sessions
    written = Ledger(total: read.written, counts: read.tables)
    self.fetched = Ledger(total: fetched, counts: read.sequences)
    isCounting = row["counting"] == "on"
    dependencies = row["dependencies"].flatMap { Int64($0) } ?? 0
    additionsWritten = row["additions_written"].flatMap { Int64($0) } ?? 0
    whereabouts = row["whereabouts"] ?? ""
    whereaboutsWritten = row["whereabouts_written"].flatMap { Int64($0) } ?? 0
    surroundings = whereabouts + (row["surroundings"] ?? "")
  }

  /// Reads the shorter row that they give where only the sequences that are asked for can have moved since.
  init?(_ row: Row, after earlier: Counters) {
    guard let read = Reading(row) else { return nil }
    self = earlier
    connections = read.connections
    sessions = read.sessions
    written = Ledger(total: read.written, counts: read.tables)
    // The sum over all sequences takes long where there are many.
    var total = earlier.fetched.total
    for (oid, count) in read.sequences { total += count - (earlier.fetched.counts[oid] ?? 0) }
    fetched = Ledger(total: total, counts: read.sequences)
  }

  /// What all those rows have.
  private struct Reading {
    let connections: Int
    let sessions: Int64
    let written: Int64
    var tables: [UInt32: Int64] = [:]
    var sequences: [UInt32: Int64] = [:]

    init?(_ row: Row) {
      guard let connections = row["connections"].flatMap({ Int($0) }),
        let sessions = row["sessions"].flatMap({ Int64($0) }), let written = row["written"].flatMap({ Int64($0) })
      else { return nil }
      self.connections = connections
      self.sessions = sessions
      self.written = written
      guard Counters.read(row["tables"], &tables, &sequences), Counters.read(row["sequences"], &sequences) else {
        return nil
      }
    }
  }

  /// Reads a list of numbers and their counts, `4711:3,4712:0`, which may be those of two kinds in turn:
  /// `4711:3:5000:7,4712:0:5001:8`. Nothing has the number 0.
  static func read(
    _ list: String?, _ first: inout [UInt32: Int64], _ second: inout [UInt32: Int64]
  ) -> Bool {
    guard let list, !list.isEmpty else { return true }
    var numbers = NumberList(list)
    while let oid = numbers.next() {
      guard let count = numbers.next() else { return false }
      if oid != 0 { first[UInt32(truncatingIfNeeded: oid)] = count }
      guard numbers.isFollowedBy(":") else { continue }
      guard let other = numbers.next(), let count = numbers.next() else { return false }
      if other != 0 { second[UInt32(truncatingIfNeeded: other)] = count }
    }
    return numbers.isAtEnd
  }

  static func read(_ list: String?, _ counts: inout [UInt32: Int64]) -> Bool {
    var none: [UInt32: Int64] = [:]
    return read(list, &counts, &none) && none.isEmpty
  }

  /// Which objects moved since an earlier moment; `nil` where they don't explain how the sums moved.
  ///
  /// - Parameter isComplete: Whether an object that is missing here stands at 0.
  func moved(since earlier: Counters, isComplete: Bool) -> (tables: Set<UInt32>, sequences: Set<UInt32>)? {
    guard let tables = written.moved(since: earlier.written, isComplete: isComplete),
      let sequences = fetched.moved(since: earlier.fetched, isComplete: isComplete)
    else { return nil }
    return (tables, sequences)
  }

  /// Adds the counts of single objects that were read a little later, while nobody was there who could change them.
  mutating func add(_ later: Counters) {
    for (oid, count) in later.written.counts { written.counts[oid] = count }
    for (oid, count) in later.fetched.counts { fetched.counts[oid] = count }
  }

  /// Becomes as the counters are now, and keeps the counts of objects that these don't know.
  mutating func take(_ now: Counters) {
    var counts = (written.counts, fetched.counts)
    // Their own, for as long as they are changed.
    written.counts = [:]
    fetched.counts = [:]
    for (oid, count) in now.written.counts { counts.0[oid] = count }
    for (oid, count) in now.fetched.counts { counts.1[oid] = count }
    self = now
    written.counts = counts.0
    fetched.counts = counts.1
  }
}
