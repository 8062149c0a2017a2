/// What Drizzle's `meta/_journal.json` says of the migrations.
///
/// That is its texts called `tag` and `dialect`: a program writes the file, and nothing else in it is called so.
struct DrizzleJournal {
  /// The names of the files without `.sql`, in their order.
  let tags: [String]
  /// The kind of database that they are for.
  let dialect: String?

  init(_ script: SQLScript) {
    // Texts without escapes, as names are: every second piece between the quotes, with what stands before it.
    let pieces = script.text.split(separator: "\"", omittingEmptySubsequences: false)
    var tags: [String] = []
    var dialect: String?
    for index in stride(from: 1, to: pieces.count - 2, by: 2) where ScriptLines.trimmed(pieces[index + 1]) == ":" {
      if pieces[index] == "tag" { tags.append(String(pieces[index + 2])) }
      if pieces[index] == "dialect" { dialect = String(pieces[index + 2]) }
    }
    (self.tags, self.dialect) = (tags, dialect)
  }
}
