/// Reads the folders of one convention.
protocol ConventionReader: Sendable {
  /// All migrations of a folder, in any order; none where there are none.
  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration]
}
