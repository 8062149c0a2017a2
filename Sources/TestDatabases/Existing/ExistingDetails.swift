/// What is known of a database that the user gave to be filled and emptied.
struct ExistingDetails: Sendable, Hashable, Codable {
  /// Its name. A mark that was copied to another database, by a dump for example, says nothing of that one; see
  /// ``DatabaseMark/place``.
  let name: String
  /// The schemas and extensions that were there when it was taken on, and stay.
  let schemas: [String]
  let extensions: [String]
  /// Its settings and privileges then; `nil` in a mark of an earlier version of this tool.
  let properties: DatabaseProperties?
  /// What was set for its schemas then, and for what is created in it; `nil` in a mark of an earlier version of this tool.
  let schemaProperties: SchemaProperties?
}
