/// What puts a migration in order, and what it is known by in a database.
///
/// How versions are compared is their convention's affair, and all of a folder are of one kind.
package struct MigrationVersion: Sendable, Hashable {
  /// As it is written down in databases, `9` or `1.2.10`: two that are equal have the same text.
  package let text: String
  private let order: Order

  private enum Order: Sendable, Hashable {
    /// A number, which is the text.
    case number
    /// Several numbers, without zeros in front: the first that differ decide.
    case numbers([String])
    /// The bytes of the text.
    case bytes
    /// The place among all of the folder.
    case position(Int)
    /// After all others, by the bytes of the text.
    case last
  }

  /// A counter or a timestamp, of any number of digits: 0009 comes before 10 and is the same as 9.
  ///
  /// - Returns: `nil` where there is anything but decimal ASCII digits.
  package init?(_ text: some StringProtocol) {
    guard let number = Self.significant(text) else { return nil }
    self.text = number
    order = .number
  }

  /// Numbers with something between them, such as the `1`, `2` and `10` of Flyway's `V1_2_10__name.sql`: zeros at the end
  /// make no difference.
  ///
  /// - Returns: `nil` where one of them is no number, or there is none.
  package init?(numbers parts: [some StringProtocol]) {
    var numbers = parts.compactMap { Self.significant($0) }
    guard !numbers.isEmpty, numbers.count == parts.count else { return nil }
    while numbers.count > 1, numbers.last == "0" { numbers.removeLast() }
    text = numbers.joined(separator: ".")
    order = numbers.count == 1 ? .number : .numbers(numbers)
  }

  /// A version that is compared byte by byte, such as a name.
  package init(bytes text: String) {
    self.text = text
    order = .bytes
  }

  /// A version whose place in the order its text doesn't tell: files that are in the order of their names, but known by a
  /// part of them, or in that of a list.
  package init(_ text: String, position: Int) {
    self.text = text
    order = .position(position)
  }

  /// What is applied after all versions, and again whenever it has changed: it is known by its name.
  package init(repeatable name: String) {
    // No other version begins so.
    text = "repeatable " + name
    order = .last
  }

  /// Whether it is applied after all others, and again whenever it has changed.
  package var isRepeatable: Bool { order == .last }

  private static func significant(_ digits: some StringProtocol) -> String? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    let zeros = digits.utf8.prefix { $0 == UInt8(ascii: "0") }
    return zeros.endIndex == digits.endIndex ? "0" : String(digits[zeros.endIndex...])
  }

  /// The numbers that decide; `nil` where something else does.
  private var numbers: [String]? {
    switch order {
    case .number: [text]
    case .numbers(let numbers): numbers
    default: nil
    }
  }

  /// Whether a number without zeros in front is less than another.
  private static func isLess(_ our: String, _ their: String) -> Bool {
    our.utf8.count == their.utf8.count ? our < their : our.utf8.count < their.utf8.count
  }
}

extension MigrationVersion: Comparable, CustomStringConvertible {
  package static func < (left: MigrationVersion, right: MigrationVersion) -> Bool {
    // Of one number each, as most are.
    if left.order == .number, right.order == .number { return isLess(left.text, right.text) }
    if left.isRepeatable != right.isRepeatable { return right.isRepeatable }
    if case .position(let our) = left.order, case .position(let their) = right.order { return our < their }
    guard let ours = left.numbers, let theirs = right.numbers else {
      return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
    for index in 0..<max(ours.count, theirs.count) {
      let (our, their) = (index < ours.count ? ours[index] : "0", index < theirs.count ? theirs[index] : "0")
      if our != their { return isLess(our, their) }
    }
    return false
  }

  package var description: String { text }
}
