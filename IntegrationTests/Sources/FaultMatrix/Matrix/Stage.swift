/// What a run is at when it is hit.
enum Stage: String, Sendable, CaseIterable {
  /// `initdb` makes the tool's own cluster.
  case initdb
  /// The server has been started and lets nobody in yet.
  case serverStart = "server-start"
  /// A migration is being executed.
  case templateBuild = "template-build"
  /// The session's database is being cloned.
  case clone
  /// A test is running.
  case tests
  /// A database that a test has had is being put back, while another test runs.
  case reset
  /// The session's database is being dropped.
  case drop
  /// The server has been told to stop, by its last holder.
  case serverStop = "server-stop"

  /// Whether a second run can use the same server before this one has come so far.
  var hasServerBefore: Bool {
    switch self {
    case .initdb, .serverStart, .serverStop: false
    case .templateBuild, .clone, .tests, .reset, .drop: true
    }
  }

  /// Whether the tests have ended.
  var isAfterTests: Bool { self == .drop || self == .serverStop }
}
