internal import LibPQ

/// What belongs to the whole server and not to one database: roles, their settings and memberships, tablespaces, databases
/// of others, the server's own configuration. No reset puts that back.
struct ClusterImage: Sendable, Hashable {
  private let lines: Set<String>

  /// Reads it, as far as the role may see it.
  static func read(_ connection: Connection) async throws -> ClusterImage {
    var lines = Set(try await connection.query(ClusterStatements.objects).rows.compactMap { $0[0] })
    if try await connection.query(ClusterStatements.maySeeConfiguration).firstValue == "t" {
      lines.formUnion(try await connection.query(ClusterStatements.configuration).rows.compactMap { $0[0] })
    }
    return ClusterImage(lines: lines)
  }

  /// What is otherwise than it was earlier, in a few words each.
  func changes(since earlier: ClusterImage) -> [String] {
    earlier.lines.subtracting(lines).sorted().map { "gone: \($0)" }
      + lines.subtracting(earlier.lines).sorted().map { "new: \($0)" }
  }
}
