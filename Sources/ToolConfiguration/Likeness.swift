/// How much two names are alike.
package enum Likeness {
  /// The known name that was most likely meant; `nil` where none is near.
  package static func nearest(to name: String, of known: [String]) -> String? {
    known.map { ($0, distance(name.lowercased(), $0.lowercased())) }
      .filter { $0.1 * 2 <= $0.0.count }
      .min { $0.1 < $1.1 }?.0
  }

  /// How many letters have to be put in, taken out or changed to get from one to the other (Levenshtein).
  static func distance(_ first: String, _ second: String) -> Int {
    let second = Array(second)
    var row = Array(0...second.count)
    for (index, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let change = diagonal + (letter == second[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, row[column] + 1, diagonal + 1)
      }
    }
    return row[second.count]
  }
}
