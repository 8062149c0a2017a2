/// A pattern for paths, such as `Sources/App/Migrations/**`.
///
/// `*` stands for any part of a name and `?` for one character; `**` stands for any number of folders. A name that begins
/// with a dot is meant only where the pattern has the dot, too. A folder that is meant counts with all that is in it.
struct PathPattern: Sendable, Hashable {
  /// Its names between slashes.
  let parts: [String]

  init(_ text: String) { parts = text.split(separator: "/").filter { $0 != "." }.map(String.init) }

  /// Whether a pattern without slashes stands for a name.
  static func matches(_ pattern: some StringProtocol, _ name: some StringProtocol) -> Bool {
    if name.hasPrefix(".") && !pattern.hasPrefix(".") { return false }
    return matchesRest(pattern[...], name[...])
  }

  /// Goes back to the last `*` only, which can take one character more: any star before it need not.
  private static func matchesRest(_ pattern: some StringProtocol, _ name: some StringProtocol) -> Bool {
    let (pattern, name) = (Array(pattern), Array(name))
    var (place, index) = (0, 0)
    var star: (place: Int, index: Int)?
    while index < name.count {
      if place < pattern.count, pattern[place] == "*" {
        star = (place, index)
        place += 1
      } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[index] {
        place += 1
        index += 1
      } else if let last = star {
        star = (last.place, last.index + 1)
        place = last.place + 1
        index = last.index + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}
