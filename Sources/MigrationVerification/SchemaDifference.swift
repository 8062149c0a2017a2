/// What is in one schema and not in another, as lines to be read by people.
package struct SchemaDifference: Sendable, Hashable, CustomStringConvertible {
  /// The lines, the removed ones with `-` and the added ones with `+` in front; before each group the object that it is about.
  package let lines: [String]

  /// So many lines are shown; whoever needs more wants to look at the database itself.
  private static let limit = 60

  /// - Returns: `nil` where there is none.
  init?(from expected: SchemaDump, to found: SchemaDump) {
    guard expected != found else { return nil }
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in found.lines.difference(from: expected.lines) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [String] = []
    var (left, right) = (0, 0)
    var object = ""
    var shown = ""
    func add(_ sign: String, _ line: String) {
      if line.isEmpty || line == "--" || Self.namesObject(line) { return }
      if shown != object { lines.append(object) }
      shown = object
      lines.append("\(sign) \(line)")
    }
    while left < expected.lines.count || right < found.lines.count {
      if removed.contains(left) {
        let line = expected.lines[left]
        if Self.namesObject(line) { object = line }
        add("-", line)
        left += 1
      } else if added.contains(right) {
        let line = found.lines[right]
        if Self.namesObject(line) { object = line }
        add("+", line)
        right += 1
      } else {
        if left < expected.lines.count, Self.namesObject(expected.lines[left]) { object = expected.lines[left] }
        left += 1
        right += 1
      }
    }
    // Blank lines apart, they may be the same.
    if lines.isEmpty { return nil }
    self.lines = lines
  }

  private init(lines: [String]) { self.lines = lines }

  /// What is in it and not in another, of which each line counts once; `nil` where nothing is.
  func subtracting(_ other: SchemaDifference?) -> SchemaDifference? {
    guard let other else { return self }
    var known: [String: Int] = [:]
    for line in other.lines { known[line, default: 0] += 1 }
    var left: [String] = []
    var object: String?
    for line in lines {
      if Self.namesObject(line) {
        object = line
      } else if let count = known[line], count > 0 {
        known[line] = count - 1
      } else {
        if let object { left.append(object) }
        object = nil
        left.append(line)
      }
    }
    return left.isEmpty ? nil : SchemaDifference(lines: left)
  }

  /// Whether it is the comment that `pg_dump` puts before each object.
  private static func namesObject(_ line: String) -> Bool { line.hasPrefix("-- Name: ") }

  package var description: String {
    let more = lines.count - Self.limit
    return (more > 0 ? lines.prefix(Self.limit) + ["… and \(more) lines more"] : lines).joined(separator: "\n")
  }
}
