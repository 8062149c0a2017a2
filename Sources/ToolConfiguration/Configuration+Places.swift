extension Configuration {
  /// Where each setting stands in a package's file; nothing where there is none.
  ///
  /// - Throws: ``ConfigurationError``.
  package static func places(packageDirectory: String) throws -> [String: TextPlace] {
    guard let text = try text(packageDirectory: packageDirectory) else { return [:] }
    guard case .object(let members) = try JSON5Reader.value(in: text).content else { return [:] }
    return Dictionary(members.map { ($0.name, $0.place) }) { first, _ in first }
  }
}
