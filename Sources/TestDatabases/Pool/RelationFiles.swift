internal import LibPQ

/// What `pg_class` says of a database's relations, by which a TRUNCATE is told from all that changes their definitions: it
/// gives each relation a new file, and leaves everything else as it was.
struct RelationFiles: Sendable {
  /// How many rows of `pg_class` were updated.
  let updated: Int64
  /// How many were added or taken away.
  let added: Int64
  /// A sum of what all rows say, but for files and estimates.
  let definitions: String
  /// The file of each relation.
  let files: [UInt32: Int64]

  /// So many updated rows are left lying in `pg_class`; more would slow the next tests down.
  static let updatesLimit: Int64 = 2000

  init?(_ row: Row) {
    guard let updated = row["updated"].flatMap({ Int64($0) }), let added = row["added"].flatMap({ Int64($0) }),
      let definitions = row["definitions"]
    else { return nil }
    self.updated = updated
    self.added = added
    self.definitions = definitions
    var files: [UInt32: Int64] = [:]
    guard Counters.read(row["files"], &files) else { return nil }
    self.files = files
  }

  /// The tables that were emptied by TRUNCATE since an earlier moment, or rewritten, and the sequences; `nil` where something
  /// else may have been done: where a relation has the file of another one, or an index is in a new file and its table is not.
  func rewritten(
    since earlier: RelationFiles, in contents: TemplateContents
  ) -> (tables: Set<UInt32>, sequences: Set<UInt32>, updates: Int64)? {
    guard added == earlier.added, updated >= earlier.updated, definitions == earlier.definitions else { return nil }
    let moved = files.filter { earlier.files[$0.key] != $0.value }
    guard Set(moved.values).count == moved.count, Set(earlier.files.values).isDisjoint(with: moved.values) else {
      return nil
    }
    let tables = Set(moved.keys.filter { contents.table($0) != nil })
    let sequences = Set(moved.keys.filter { contents.sequence($0) != nil })
    let isExplained = moved.keys.allSatisfy { relation in
      tables.contains(relation) || sequences.contains(relation)
        || contents.wholes[relation].map(tables.contains) ?? false
    }
    return isExplained ? (tables, sequences, updated - earlier.updated) : nil
  }
}
