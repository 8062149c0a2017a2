import ArgumentParser
import PackageTests

/// Which of the tests run, and how often.
struct RoundOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run part K of N of the tests, as for N machines; all parts together are all tests.",
      valueName: "K/N"),
    transform: { text in
      if let shard = Shard(text) { return shard }
      throw ValidationError("'\(text)' is no part of the tests; the second of five is 2/5.")
    })
  var shard: Shard?

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp("Run the tests N times in the same session, whatever comes of them.", valueName: "N"))
  var count: Int?

  @Flag(help: "Run the tests again and again until some fail, or N times with --repeat N.")
  var untilFailure = false

  /// How often they run.
  var rounds: Rounds { Rounds(limit: count ?? (untilFailure ? nil : 1), stopsAtFailure: untilFailure) }

  func validate() throws {
    if let count, count < 1 { throw ValidationError("--repeat needs a number from 1 on.") }
  }
}
