import IntegrationHarness
import Testing

/// All tests of this package. They share a package, a server and two cores, so they run one after the other.
@Suite(.serialized)
enum Integration {
  /// What SwiftPM has a part in: its commands, their signals, its ways to build.
  @Suite(.preparedScratch(by: .plugin))
  enum Plugin {}

  /// What the tool does however it is called; so it is called without SwiftPM, which would build it and take longer.
  @Suite(.preparedScratch(by: .tool))
  enum Tool {}
}

/// Builds the consumer before the first test, if it is used, and removes everything after the last one.
struct PreparedScratch: SuiteTrait, TestScoping {
  let caller: Consumer.Caller?

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    do {
      if let caller { try await build(caller) }
      try await function()
    } catch {
      try await tidyUp()
      throw error
    }
    try await tidyUp()
  }

  private func build(_ caller: Consumer.Caller) async throws {
    if caller == .tool { try await BuiltTool.prepare() }
    let built = try await Consumer.ready(by: caller).dbTest().run(within: .firstBuild)
    print("The consumer's first db-test took \(built.duration).")
    guard built.isSuccess else { throw Unexpected("\(built)") }
  }

  private func tidyUp() async throws {
    if let caller {
      _ = try? await Consumer.ready(by: caller).dbReset(["--stop"]).run()
      try await GivenServer.stop()
    }
    Scratch.shared.remove()
  }
}

extension Trait where Self == PreparedScratch {
  static func preparedScratch(by caller: Consumer.Caller? = nil) -> Self { Self(caller: caller) }
}

/// How long a command may take that has the tool to build, or some of the tests, or nothing. The first is long: where
/// others share the cores, the optimiser has been seen to take six minutes.
extension Duration {
  static let firstBuild: Duration = .seconds(1200)
  static let build: Duration = .seconds(400)
  static let warm: Duration = .seconds(60)
}

/// Does something with a running command.
func with<Value>(_ command: Command, _ body: (Running) async throws -> Value) async throws -> Value {
  try await body(Running(command))
}

/// Expects that a run has left nothing 5 s after it should have ended.
///
/// - Parameters:
///   - moment: When it should have ended.
///   - text: What to show besides, where there is something.
func expectNothing(
  _ remains: Remains = Remains(), after moment: ContinuousClock.Instant = .now, of text: Any = "",
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let found = try await remains.after(moment)
  #expect(found.isEmpty, "\(text)", sourceLocation: sourceLocation)
}
