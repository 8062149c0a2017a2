internal import LibPQ

/// A catalog, table or sequence, as part of a ``DatabaseImage``.
struct DatabaseImagePart: Sendable {
  let name: String
  let isCatalog: Bool
  /// A query of its rows, each as one text.
  let contents: String
  /// A query whose rows are the same as long as those of ``contents`` are: where a quicker one is known.
  private let proxy: String

  /// What there is in a database.
  static func all(_ connection: Connection) async throws -> [DatabaseImagePart] {
    let catalogs = try await connection.query(ImageStatements.catalogs).rows.map {
      // A row of a catalog that was not written keeps its version and its place, in every clone.
      DatabaseImagePart(
        name: $0["name"] ?? "", isCatalog: true, contents: $0["contents"] ?? "", proxy: $0["versions"] ?? "")
    }
    let shared = ImageStatements.sharedCatalogs.map {
      DatabaseImagePart(name: $0.key, isCatalog: true, contents: $0.value, proxy: $0.value)
    }
    let relations = try await connection.query(ImageStatements.relations).rows.map {
      DatabaseImagePart(
        name: $0["name"] ?? "", isCatalog: false, contents: $0["contents"] ?? "", proxy: $0["contents"] ?? "")
    }
    return (catalogs + shared + relations).sorted { $0.name < $1.name }
  }

  /// A query that gives how many rows there are, and what their hashes sum up to.
  var sum: String { ImageStatements.sum(name, proxy) }
}
