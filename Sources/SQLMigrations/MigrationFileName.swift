#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A migration file's name, taken apart: `0007_add_reviews.up.sql`.
struct MigrationFileName: Sendable, Hashable {
  /// Which way a file goes, and how its name says so.
  enum Kind: Sendable { case plain, up, down }

  /// The name itself.
  let text: String
  /// The number in front.
  let version: MigrationVersion
  /// The name without `.sql`, `.up.sql`, `.down.sql`.
  let stem: String
  /// Which way it goes.
  let kind: Kind

  /// Takes a name that its convention has taken apart.
  init(_ text: String, version: MigrationVersion, stem: String, kind: Kind) {
    self.text = text
    self.version = version
    self.stem = stem
    self.kind = kind
  }

  /// Takes a name of the form `NUMBER_NAME.sql`; `nil` where it has another.
  ///
  /// `NUMBER.sql` and `NUMBER-NAME.sql` are understood as well, but no date such as `2024-01-31.sql`,
  /// whose first part is not all of the version.
  init?(_ text: String) {
    guard Self.isSQL(text) else { return nil }
    var rest = text.dropLast(".sql".count)
    var kind = Kind.plain
    for (suffix, meaning) in [(".up", Kind.up), (".down", Kind.down)]
    where Self.ends(rest, with: suffix) {
      rest = rest.dropLast(suffix.count)
      kind = meaning
    }
    let digits = Substring(rest.utf8.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    guard let version = MigrationVersion(digits) else { return nil }
    let name = rest[digits.endIndex...]
    let isDate = name.first == "-" && name.dropFirst().first?.isNumber != false
    guard name.isEmpty || name.first == "_" || name.first == "-", !isDate else { return nil }
    self.text = text
    self.version = version
    self.kind = kind
    stem = String(rest)
  }

  /// Whether a file is one of SQL, by its name.
  static func isSQL(_ name: String) -> Bool { ends(name[...], with: ".sql") }

  /// Whether a name ends with some ASCII letters, be they small or capitals.
  private static func ends(_ name: Substring, with suffix: String) -> Bool {
    let count = suffix.utf8.count
    // By the C library, which is fast in debug builds, too.
    return name.utf8.withContiguousStorageIfAvailable { bytes in
      guard bytes.count >= count, let base = bytes.baseAddress else { return false }
      return UnsafeRawPointer(base + bytes.count - count).withMemoryRebound(to: CChar.self, capacity: count) {
        strncasecmp($0, suffix, count) == 0
      }
    } ?? name.lowercased().hasSuffix(suffix)
  }
}
