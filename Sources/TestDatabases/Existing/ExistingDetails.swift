/// What is known of a database that the user gave to be filled and emptied.
struct ExistingDetails: Sendable, Hashable, Codable {
  /// The schemas and extensions that were there when it was taken on, and stay.
  let schemas: [String]
  let extensions: [String]
}
