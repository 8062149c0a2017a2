/// The order of names in which numbers count as numbers: `a9` before `a10`.
enum NaturalOrder {
  /// Whether one name comes before another.
  static func precedes(_ left: String, _ right: String) -> Bool {
    let (leftParts, rightParts) = (parts(left), parts(right))
    for (leftPart, rightPart) in zip(leftParts, rightParts) where leftPart != rightPart {
      guard let leftNumber = MigrationVersion(leftPart), let rightNumber = MigrationVersion(rightPart) else {
        return leftPart < rightPart
      }
      if leftNumber != rightNumber { return leftNumber < rightNumber }
    }
    if leftParts.count != rightParts.count { return leftParts.count < rightParts.count }
    return left < right  // They differ in leading zeros only.
  }

  /// A name cut into numbers and what stands between them.
  private static func parts(_ name: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = name[...]
    while let first = rest.first {
      let isDigit = first.isASCII && first.isNumber
      let part = rest.prefix { ($0.isASCII && $0.isNumber) == isDigit }
      parts.append(part)
      rest = rest.dropFirst(part.count)
    }
    return parts
  }
}
