/// A file that a new migration consists of.
package struct NewMigrationFile: Sendable, Hashable {
  /// Its full path.
  package let path: String
  /// What stands in it, for somebody to go on with.
  package let text: String
}

/// Moments, as new migrations are named after them.
package struct MigrationMoment: Sendable, Hashable {
  /// `20240131120000`, in UTC.
  let digits: String
  /// Milliseconds since 1970.
  let milliseconds: String

  package init(digits: String, milliseconds: String) {
    self.digits = digits
    self.milliseconds = milliseconds
  }

  /// `2024-01-31-120000`, as diesel has it.
  var dashed: String {
    let day = digits.prefix(8)
    return "\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.dropFirst(6))-\(digits.dropFirst(8))"
  }
}
