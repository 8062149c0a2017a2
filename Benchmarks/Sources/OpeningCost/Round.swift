import BenchmarkTools
import Foundation

/// Everything that is measured, once.
struct Round {
  private let workplace: Workplace
  private let number: Int

  init(_ workplace: Workplace, number: Int) {
    self.workplace = workplace
    self.number = number
  }

  /// The times, in milliseconds, by what was measured.
  func times() throws -> [String: Double] {
    var times: [String: Double] = [:]
    let cache = workplace.folder.appending(path: "cache")
    let five = try workplace.migrations("five", count: 5)
    let many = try workplace.migrations("many", count: 500)
    let more = try workplace.migrations("more", count: 501)
    // Another one in each round, so that it is appended each time.
    try Data("CREATE TABLE appended_\(number) (id int PRIMARY KEY);\n".utf8)
      .write(to: more.appending(path: "0501_step.sql"))
    Thread.sleep(forTimeInterval: Self.pause)
    times["warm: server, clone, all"] = try workplace.opening(five, cache: cache)
    // With the server up.
    _ = try workplace.opening(five, cache: cache) { _ in
      if number == 0 { _ = try workplace.opening(many, cache: cache) }
      // In turn, since they differ by less than one opening does from the next.
      var openings: (five: [Double], many: [Double]) = ([], [])
      for _ in 0..<Self.openings {
        openings.five.append(try workplace.opening(five, cache: cache))
        openings.many.append(try workplace.opening(many, cache: cache))
      }
      times["5 migrations, unchanged"] = Sample(openings.five).median
      times["500 migrations, unchanged"] = Sample(openings.many).median
      times["500 migrations and one appended"] = try workplace.opening(more, cache: cache)
    }
    let fresh = workplace.folder.appending(path: "cold-\(number)")
    Thread.sleep(forTimeInterval: Self.pause)
    times["cold: cluster, server, migrations"] = try workplace.opening(five, cache: fresh)
    Thread.sleep(forTimeInterval: Self.pause)
    let hand = try HandMadeCluster(workplace.folder.appending(path: "hand-\(number)"))
    defer { hand.remove() }
    let migrated = try timed {
      try hand.initialise()
      try hand.start()
      try hand.migrate(upTo: 5)
    }.milliseconds
    times["by hand: cluster, server, migrations"] = migrated
    // What the tool does besides, for all runs after the first.
    let kept = try timed {
      try hand.prepareTemplate()
      try hand.clone("first")
    }.milliseconds
    times["by hand: the same, a template and a clone"] = migrated + kept
    // A migration alone, on a clone: what an appended one must cost at least.
    times["by hand: a clone and that migration"] = try timed {
      try hand.clone("appended")
      try hand.run("CREATE TABLE appended (id int PRIMARY KEY)", in: "appended")
    }.milliseconds
    try hand.stop()
    Thread.sleep(forTimeInterval: Self.pause)
    times["by hand: server and clone"] = try timed {
      try hand.start()
      try hand.clone("warm")
    }.milliseconds
    try hand.stop()
    return times
  }

  /// How often what is unchanged is opened in a round.
  private static let openings = 10

  /// How long ext4 keeps the numbers of deleted files from being used again, 5 s where the system is not told otherwise.
  private static let pause: TimeInterval = 6
}
