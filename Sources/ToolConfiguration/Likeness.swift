/// How much two names are alike.
package enum Likeness {
  /// The known name that was most likely meant; `nil` where none is near.
  package static func nearest(to name: String, of known: [String]) -> String? {
    known.map { ($0, distance(name.lowercased(), $0.lowercased())) }
      .filter { $0.1 * 2 <= $0.0.count }
      .min { $0.1 < $1.1 }?.0
  }

  /// How many letters have to be put in, taken out, changed or swapped with the next one to get from one to the other
  /// (Damerau and Levenshtein, where no letter is touched twice).
  static func distance(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first), Array(second))
    var (before, last, row) = ([Int](), [Int](), Array(0...second.count))
    for index in first.indices {
      (before, last) = (last, row)
      row[0] = index + 1
      for column in second.indices {
        let change = last[column] + (first[index] == second[column] ? 0 : 1)
        row[column + 1] = min(change, row[column] + 1, last[column + 1] + 1)
        if index > 0, column > 0, first[index] == second[column - 1], first[index - 1] == second[column] {
          row[column + 1] = min(row[column + 1], before[column - 1] + 1)
        }
      }
    }
    return row[second.count]
  }
}
