/// One or two SQL files for each migration, with a number in front of their names.
///
/// `0007_add_reviews.sql` goes forward; `0007_add_reviews.up.sql` says so. `0007_add_reviews.down.sql` takes
/// either back. Numbers are counters or timestamps, compared as numbers. Whatever doesn't end in `.sql`
/// or starts with a dot is left alone, and so are folders inside.
///
/// So are the folders of golang-migrate, sqlx and Supabase named; what these would pass over without a word is refused.
struct PlainConvention: ConventionReader {
  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    var names: [MigrationFileName] = []
    for file in source.sqlFiles {
      guard let name = MigrationFileName(file) else {
        throw source.error(
          .unexpectedName, file,
          "no version in front of the name; expected a name such as 0001_name.sql, 0001_name.up.sql or "
            + "20240131120000_name.sql: rename it, or move it to \(Seeds.defaultFolder)/ if it is data for tests. "
            + "Name the format of another tool with --migrations-format (\(formats)). "
            + MigrationConvention.otherTools)
      }
      names.append(name)
    }
    let pairs = try MigrationPairs(names, in: source)
    try pairs.checkDowns()
    return try pairs.migrations { (name) throws(MigrationFileError) in try source.script(name.text) }
  }

  private var formats: String { MigrationConvention.names.joined(separator: ", ") }
}
