/// One square of the matrix: what is hit, with what, at what, and where.
struct Cell: Sendable, Hashable, CustomStringConvertible {
  let place: Place
  let stage: Stage
  let target: Target
  let signal: Signal

  var description: String { "\(place.rawValue) \(stage.rawValue) \(target.rawValue) \(signal.rawValue)" }

  static let all = Place.allCases.flatMap { place in
    Stage.allCases.flatMap { stage in
      Target.allCases.flatMap { target in
        Signal.allCases.map { Cell(place: place, stage: stage, target: target, signal: $0) }
      }
    }
  }

  /// Why there can be no such thing; `nil` where there can.
  var impossibility: String? {
    switch (place, stage, target) {
    case (.given, .initdb, _), (.given, .serverStart, _), (.given, .serverStop, _):
      "a given server is not the tool's to make, start or stop"
    case (_, .initdb, .postmaster): "initdb runs no postmaster"
    case (_, .serverStart, .backend): "a server that lets nobody in yet has no backend"
    case (_, .serverStop, .backend): "a server that stops has ended its backends"
    case (_, .drop, .swiftTest), (_, .drop, .tests), (_, .serverStop, .swiftTest), (_, .serverStop, .tests):
      "the tests have ended"
    default: nil
    }
  }

  /// What is to come of the run.
  enum Outcome: Sendable {
    /// It is gone within 5 s, whatever it was at.
    case ends
    /// It goes on and passes, as if nothing had happened.
    case passes
    /// It goes on, and passes or says what is wrong.
    case decides
  }

  var outcome: Outcome {
    switch target {
    case .watcher: .passes
    case .postmaster, .backend: signal == .hangUp && stage != .initdb && stage != .serverStart ? .passes : .decides
    // `swift test` runs those of XCTest and the others one after the other; where the first are hit as they wait for their
    // database, the others still wait for it.
    case .tests: stage == .tests || stage == .reset ? .ends : .decides
    case .swiftPackage, .plugin, .tool, .swiftTest: .ends
    }
  }

  /// Whether the signal may come to nothing, and the run passes.
  ///
  /// `swift test` begins with the server, which has its database a tenth of a second later. SwiftPM loses an interrupt that
  /// comes in the first 0.12 s of it, also without us: of 60 sent to a plain `swift test`, 12 ms later each, 6 of the first 10
  /// were, and then none (Swift 6.3.1).
  var mayBeLost: Bool {
    target == .swiftTest && signal == .interrupt && [.initdb, .serverStart, .templateBuild, .clone].contains(stage)
  }

  /// Whether the server itself, and so every run that uses it, is hit.
  var hitsServer: Bool {
    switch target {
    case .postmaster: signal != .hangUp
    // The server takes the death of any of its processes for damage to the memory that all of them share.
    case .backend: signal == .kill && stage != .initdb
    default: false
    }
  }
}
