import EmbeddedPostgres
import Foundation

/// The steps on the way to a server, as they were reported.
final class Steps: @unchecked Sendable {  // What it holds is behind a lock.
  private let lock = NSLock()
  private var steps: [EmbeddedServerStep] = []

  func add(_ step: EmbeddedServerStep) { lock.withLock { steps.append(step) } }

  /// Short words for them, since the version in them doesn't matter here.
  var words: [String] {
    lock.withLock { steps }.map { step in
      switch step {
      case .waitingForAnother: "wait"
      case .initialising: "initialise"
      case .starting: "start"
      }
    }
  }
}
