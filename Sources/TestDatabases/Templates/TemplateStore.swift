internal import LibPQ

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The templates that a server keeps.
struct TemplateStore: Sendable {
  let maintenance: Maintenance

  /// The template of that fingerprint, where there is one that can be used.
  func template(_ fingerprint: String) async throws -> Template? {
    guard let found = try await maintenance.proof(DatabaseName.template(fingerprint)).flatMap({ Template($0) }),
      found.fingerprint == fingerprint, !found.proof.isInvalid
    else { return nil }
    let details = found.details
    if details.clusterObjects.isEmpty { return found }
    let there = try await maintenance.clusterObjects()
    let isComplete = details.clusterObjects.allSatisfy { there[$0] != nil }
    return isComplete && (details.likenesses ?? [:]).allSatisfy { there[$0] == $1 } ? found : nil
  }

  /// All of them, the one used last first.
  func all() async throws -> [Template] {
    try await maintenance.proofs().compactMap { Template($0) }.sorted { $0.details.lastUse > $1.details.lastUse }
  }

  /// Writes down that a template is used, which need not be exact.
  func touch(_ template: Template) async {
    let now = Self.now
    // One from the future was written by a clock that has been set since.
    guard var mark = template.proof.mark, abs(now - template.details.lastUse) > 60 else { return }
    mark.template?.lastUse = now
    // Others may do the same at this moment.
    try? await maintenance.setMark(template.name, mark)
  }

  /// Drops the templates beyond a number, those first that have not been used for the longest time; never one in use.
  ///
  /// - Returns: The names of those that are gone.
  @discardableResult
  func prune(to limit: Int) async throws -> [String] {
    let known = try await all()
    // Without that, one that was last used in the future would stay for ever.
    for template in known where template.details.lastUse > Self.now { await touch(template) }
    let old = known.dropFirst(limit)
    if old.isEmpty { return [] }
    let used = try await fingerprintsInUse()
    var dropped: [String] = []
    for template in old where !used.contains(template.fingerprint) {
      // Somebody may be making a clone of it, or have dropped it.
      if (try? await maintenance.drop(template.proof)) != nil { dropped.append(template.name) }
    }
    return dropped
  }

  /// The fingerprints of what living sessions may make more clones of.
  ///
  /// - Parameter session: One that does not count.
  func fingerprintsInUse(besides session: SessionIdentifier? = nil) async throws -> Set<String> {
    var used: Set<String> = []
    for proof in try await maintenance.proofs() {
      guard let mark = proof.mark, mark.kind == .session, mark.session != session, !used.contains(mark.fingerprint)
      else { continue }
      if try await maintenance.lives(mark.session) { used.insert(mark.fingerprint) }
    }
    return used
  }

  static var now: Double { Date().timeIntervalSince1970 }
}
