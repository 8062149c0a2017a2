/// A part of a package's tests: number K of N, for as many machines.
///
/// All parts together are all tests, and no test is in two of them. They differ by one test at most, and which test is in
/// which part depends on nothing but the names of all.
package struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// Which part it is, from 1.
  package let number: Int
  /// How many parts there are.
  package let count: Int

  /// - Parameter text: `K/N`; `nil` where it is not that, or K is not from 1 to N.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
      return nil
    }
    self.number = number
    self.count = count
  }

  package var description: String { "\(number)/\(count)" }

  /// Its tests, of all names that there are.
  package func tests(of names: [String]) -> [String] {
    // By their hashes, so that slow tests, which often stand together, come to different machines.
    let all = Set(names).map { (hash: Self.hash($0), name: $0) }.sorted { ($0.hash, $0.name) < ($1.hash, $1.name) }
    return all.enumerated().filter { $0.offset % count == number - 1 }.map(\.element.name).sorted()
  }

  /// The same on every machine, which Swift's own is not.
  ///
  /// Source: FNV-1a with 64 bits, RFC 9923, section 2.
  private static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
