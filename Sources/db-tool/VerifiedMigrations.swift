import Supervision

/// Which migrations were found right: they need not be verified again.
struct VerifiedMigrations: Sendable {
  private let path: String

  /// So many are remembered, the last ones.
  private static let limit = 100

  /// - Parameter cache: The folder that is kept from one run to the next.
  init(cache: String) { path = cache + "/verified-migrations" }

  func contains(_ fingerprint: String) -> Bool { fingerprints.contains(fingerprint) }

  /// Writes one down. Where that is not possible, or another run does so at this moment, it is verified once more.
  func insert(_ fingerprint: String) {
    let all = fingerprints.filter { $0 != fingerprint } + [fingerprint]
    try? PrivateFile.write(all.suffix(Self.limit).map { $0 + "\n" }.joined(), to: path)
  }

  private var fingerprints: [String] {
    String(decoding: PrivateFile.read(path) ?? [], as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
