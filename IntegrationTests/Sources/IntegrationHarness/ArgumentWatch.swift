import Foundation

/// Notes the arguments of all processes of this machine, again and again, as any user could.
package final class ArgumentWatch: @unchecked Sendable {  // What changes is behind the lock.
  private let lock = NSLock()
  private var seen: Set<String> = []
  private var isOver = false
  private let ended = DispatchSemaphore(value: 0)

  /// Begins.
  package init() {
    Thread.detachNewThread { [self] in
      while !locked({ isOver }) {
        // Compilers have much to say, and nobody asks them for a password.
        let now = ProcessTable.processes { entry, _ in entry.name != "swift-frontend" && entry.name != "clang" }
        locked { for entry in now { seen.insert("\(entry.program): \(entry.arguments.joined(separator: " "))") } }
        // As often as two busy cores allow.
        Thread.sleep(forTimeInterval: 0.005)
      }
      ended.signal()
    }
  }

  /// Ends it.
  ///
  /// - Returns: The processes that had a secret among their arguments, besides the fixture's own `psql`, which gets the
  ///   connection string from the test that runs it.
  package func processes(showing secret: String) async -> [String] {
    locked { isOver = true }
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        ended.wait()
        continuation.resume()
      }
    }
    return locked { seen }.filter { $0.contains(secret) && !$0.contains(" --no-psqlrc ") }.sorted()
  }

  /// How many different ones there were.
  package var count: Int { locked { seen.count } }

  private func locked<Value>(_ body: () -> Value) -> Value {
    lock.lock()
    defer { lock.unlock() }
    return body()
  }
}
