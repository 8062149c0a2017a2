/// A template that a server keeps: a database that nobody can connect to, to be cloned.
package struct Template: Sendable {
  /// The proof that it is ours.
  let proof: DatabaseProof
  /// What it was made from.
  let fingerprint: String
  package let details: TemplateDetails

  /// The database's name.
  package var name: String { proof.name }
  /// The package that it was made for first.
  package var package: String { proof.mark?.package ?? "" }
  /// When it was made, in seconds since 1970.
  package var created: Double { proof.mark?.created ?? 0 }

  init?(_ proof: DatabaseProof) {
    guard let mark = proof.mark, mark.kind == .template, let details = mark.template else { return nil }
    self.proof = proof
    self.details = details
    fingerprint = mark.fingerprint
  }
}
