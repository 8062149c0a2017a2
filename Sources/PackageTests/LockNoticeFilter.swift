/// Takes out the notice that `swift test --ignore-lock` prints.
///
/// It has no line end, so it would stand in front of the first line of the tests. Source: SwiftPM's
/// `SwiftCommandState.acquireLockIfNeeded()`.
package final class LockNoticeFilter: @unchecked Sendable {  // Used by one reader, piece after piece.
  private static let start = Array("Another instance of SwiftPM".utf8)
  private static let end = Array("`--ignore-lock` has been passed".utf8)
  /// The beginning of the output, as long as it may still turn out to be the notice.
  private var held: [UInt8]? = []

  package init() {}

  /// What is passed on of a piece.
  package func filter(_ bytes: [UInt8]) -> [UInt8] {
    guard var beginning = held else { return bytes }
    beginning += bytes
    let known = min(beginning.count, Self.start.count)
    if beginning[..<known].elementsEqual(Self.start[..<known]), beginning.count < 4096 {
      guard known == Self.start.count, let notice = beginning.firstRange(of: Self.end) else {
        held = beginning
        return []
      }
      held = nil
      return Array(beginning[notice.upperBound...].drop { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") })
    }
    held = nil
    return beginning
  }

  /// What was held back at the end of the output.
  package func rest() -> [UInt8] {
    defer { held = nil }
    return held ?? []
  }
}
