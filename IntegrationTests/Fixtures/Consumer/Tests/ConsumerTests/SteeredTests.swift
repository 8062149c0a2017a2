import Foundation
import Testing

/// Does what `Steering.txt` in the package's folder says.
///
/// A variable would say it as well, but under another environment SwiftPM finds nothing that it has cached.
@Suite struct SteeredTests {
  @Test func failsWhenToldTo() throws {
    #expect(Steering.orders["fail"] == nil, "told to fail")
    try countRound()
  }

  /// Fails in the round that it is told to.
  private func countRound() throws {
    guard let file = Steering.orders["rounds"] else { return }
    let count = (try? String(contentsOfFile: file, encoding: .utf8).count) ?? 0
    try String(repeating: "x", count: count + 1).write(toFile: file, atomically: true, encoding: .utf8)
    #expect("\(count + 1)" != Steering.orders["fail in round"], "told to fail")
  }

  @Test func isTheRoleItIsToldToBe() throws {
    guard let role = Steering.orders["role"] else { return }
    #expect(try Database.query("SELECT current_user") == role)
  }

  @Test func writesItsEnvironment() throws {
    guard let path = Steering.orders["environment"] else { return }
    let text = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }.sorted().joined(separator: "\0")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  @Test func sleepsWhenToldTo() async throws {
    guard let seconds = Steering.orders["sleep"].flatMap(Double.init) else { return }
    let database = try Database.query("SELECT current_database()")
    if let folder = Steering.orders["markers"] {
      let identifier = ProcessInfo.processInfo.processIdentifier
      try "\(identifier)".write(toFile: "\(folder)/\(database)", atomically: true, encoding: .utf8)
    }
    if let file = Steering.orders["until"] {
      try await work(until: file, limit: .seconds(seconds))
    } else {
      try await Task.sleep(for: .seconds(seconds))
    }
    #expect(try Database.query("SELECT current_database()") == database)
  }

  /// Goes on writing rows, and finding those that it wrote, until there is a file.
  private func work(until file: String, limit: Duration) async throws {
    let deadline = ContinuousClock.now + limit
    var count = 0
    while !FileManager.default.fileExists(atPath: file), ContinuousClock.now < deadline {
      _ = try Database.query("INSERT INTO product (name) VALUES ('work')")
      count += 1
      #expect(try Database.query("SELECT count(*) FROM product WHERE name = 'work'") == "\(count)")
      try await Task.sleep(for: .milliseconds(200))
    }
  }
}
