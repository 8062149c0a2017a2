/// Lets a few go at a time, the others after them in the order they came.
///
/// Swift Testing starts all tests of a process at once, and a server has room for some 100 connections.
package actor Turns {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// - Parameter limit: How many may go at the same time.
  package init(limit: Int) { free = limit }

  /// Waits for a turn; it has to be given back.
  package func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  /// Gives a turn back, or rather on to the one that waits longest.
  package func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
