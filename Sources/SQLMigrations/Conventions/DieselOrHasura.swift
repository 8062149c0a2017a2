/// Tells the folders of Diesel and of Hasura apart, both of which hold `up.sql`.
struct DieselOrHasura {
  /// The names of the folders.
  private let names: [String]
  private let hasMetadata: Bool

  init(_ names: [String], hasMetadata: Bool) {
    self.names = names
    self.hasMetadata = hasMetadata
  }

  /// What they show: one of the two, and both where it makes a difference that can't be told.
  var evidence: [ConventionDetection.Evidence] {
    let versions = names.map { $0.prefix { $0 != "_" } }
    let lengths = Set(versions.map(\.count))
    let areNumbers = versions.allSatisfy { MigrationVersion($0) != nil }
    let reason = "\(names[0])/up.sql"
    let diesel = ConventionDetection.Evidence(convention: .diesel, reason: reason)
    let hasura = ConventionDetection.Evidence(convention: .hasura, reason: reason)
    if hasMetadata || !areNumbers || names.contains(where: { $0.hasSuffix("diesel_initial_setup") }) { return [diesel] }
    // Hasura counts milliseconds.
    if lengths == [13] { return [hasura] }
    // Numbers of one length are in the same order as numbers and as texts.
    return lengths.count == 1 ? [diesel] : [diesel, hasura]
  }
}
