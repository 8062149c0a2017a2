/// The number a migration's file name starts with: a counter, or a timestamp.
///
/// It may have any number of digits, and zeros in front don't count: 0009 comes before 10 and is the same
/// as 9.
package struct MigrationVersion: Sendable, Hashable {
  /// The digits, without zeros in front; for a number that is zero, one zero.
  package let digits: String

  /// Takes decimal ASCII digits; `nil` where there is none or anything else.
  package init?(_ text: some StringProtocol) {
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    let significant = text.drop { $0 == "0" }
    digits = significant.isEmpty ? "0" : String(significant)
  }
}

extension MigrationVersion: Comparable, CustomStringConvertible {
  package static func < (left: MigrationVersion, right: MigrationVersion) -> Bool {
    let (leftLength, rightLength) = (left.digits.utf8.count, right.digits.utf8.count)
    return leftLength == rightLength ? left.digits < right.digits : leftLength < rightLength
  }

  package var description: String { digits }
}
