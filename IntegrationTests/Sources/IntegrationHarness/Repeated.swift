/// Runs again what ended since SwiftPM crashed, as it does now and then when a plugin ends, and in about one of ten runs with
/// Swift Build, also without us (https://github.com/swiftlang/swift/issues/87033, measured with Swift 6.3.1).
package func repeated(_ run: () async throws -> Ended) async throws -> Ended {
  for _ in 1...4 {
    let ended = try await run()
    guard ended.output.contains("_dispatch_event_loop_drain") else { return ended }
    print("SwiftPM crashed; once more.")
  }
  return try await run()
}
