/// How the migrations of a folder are numbered, and so the number of the next one.
struct MigrationNumbering: Sendable, Hashable {
  /// The digits that the names begin with, as they are written.
  private let numbers: [String]

  /// - Parameter names: Those of the files or folders, whatever else they are.
  init(names: [String]) {
    numbers = names.map { $0.prefix { $0.isASCII && $0.isNumber } }.filter { !$0.isEmpty }.map(String.init)
  }

  /// From so many digits on it is a point in time.
  private static let shortestTimestamp = 12
  /// With so many it is one in milliseconds since 1970, as Hasura and node-pg-migrate write it.
  private static let millisecondsDigits = 13

  /// The next number: one more than the last, with as many digits, or the time where they are numbered by time.
  func next(at moment: MigrationMoment) -> String {
    let known = numbers.compactMap { number in MigrationVersion(number).map { (version: $0, text: number) } }
    guard let last = known.max(by: { $0.version < $1.version }) else { return "0001" }
    let timestamp = last.text.utf8.count == Self.millisecondsDigits ? moment.milliseconds : moment.digits
    if last.text.utf8.count >= Self.shortestTimestamp, let now = MigrationVersion(timestamp), last.version < now {
      return timestamp
    }
    let next = Self.successor(of: last.version.text)
    return String(repeating: "0", count: max(0, last.text.utf8.count - next.utf8.count)) + next
  }

  /// A number of any length, and one.
  private static func successor(of digits: String) -> String {
    var bytes = Array(digits.utf8)
    var index = bytes.endIndex
    while index > bytes.startIndex {
      index -= 1
      if bytes[index] != UInt8(ascii: "9") {
        bytes[index] += 1
        return String(decoding: bytes, as: UTF8.self)
      }
      bytes[index] = UInt8(ascii: "0")
    }
    return "1" + String(decoding: bytes, as: UTF8.self)
  }
}
