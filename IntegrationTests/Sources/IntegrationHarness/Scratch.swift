import Foundation

/// The place where the tests work: two folders that go when they have ended, and an environment.
package struct Scratch: Sendable {
  /// Where the packages are. Its path has blanks in it, as some people's have.
  package let folder: String
  /// Where the tool's own server lives: in a place that the server's account can enter.
  package let cache: String
  /// What tells it from those of other processes.
  let identifier: String
  /// A variable that all processes have that are started here.
  package let mark: String
  /// What the commands see: little, and the same in all tests, since SwiftPM's caches depend on it.
  package let environment: [String: String]

  /// The one of this process.
  package static let shared = Scratch()

  /// Whether the folders stay, so that what was built in them is there the next time: where they have been given a name.
  package let isKept: Bool

  private init() {
    let name = ProcessInfo.processInfo.environment["DB_TEST_INTEGRATION_SCRATCH"]
    isKept = name != nil
    identifier = name ?? UUID().uuidString.prefix(8).lowercased()
    folder = "/tmp/db test integration \(identifier)"
    cache = "/var/tmp/db-test-integration-\(identifier)"
    mark = "DB_TEST_INTEGRATION=\(identifier)"
    let outer = ProcessInfo.processInfo.environment
    environment = [
      "PATH": outer["PATH"] ?? "/usr/local/bin:/usr/bin:/bin", "HOME": outer["HOME"] ?? "/root",
      "LANG": "C.UTF-8", "TERM": "xterm-256color", "DB_TEST_CACHE": cache, "DB_TEST_INTEGRATION": identifier,
      // A full account of a crash of SwiftPM, of all its threads, took 22 to 82 s on a busy machine.
      "SWIFT_BACKTRACE": "threads=crashed,symbolicate=fast",
    ]
  }

  /// The checkout of swift-db-test that is tested.
  package static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardized.path

  /// The copy of the checkout that the packages here depend on.
  ///
  /// A copy, so that somebody can work on the checkout while the tests run, which takes minutes.
  var dependency: String { folder + "/swift-db-test" }

  /// Copies a package of `Fixtures`, anew, and has it depend on the copy of the checkout, which is made first where it is
  /// missing.
  ///
  /// - Parameters:
  ///   - names: The files and folders to copy; the others stay as they are. All if not said otherwise.
  ///   - directory: Where to.
  func copy(fixture: String, _ names: [String]? = nil, to directory: String) throws {
    if !FileManager.default.fileExists(atPath: dependency) { try make() }
    let source = "\(Self.checkout)/IntegrationTests/Fixtures/\(fixture)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    for name in try names ?? FileManager.default.contentsOfDirectory(atPath: source) {
      try? FileManager.default.removeItem(atPath: "\(directory)/\(name)")
      try FileManager.default.copyItem(atPath: "\(source)/\(name)", toPath: "\(directory)/\(name)")
    }
    let manifest = try String(contentsOfFile: directory + "/Package.swift", encoding: .utf8)
    try manifest.replacingOccurrences(of: "SWIFT_DB_TEST", with: dependency)
      .write(toFile: directory + "/Package.swift", atomically: true, encoding: .utf8)
  }

  /// Makes the folder of the packages, and the copy of the checkout in it. The tool makes the other one.
  private func make() throws {
    try FileManager.default.createDirectory(atPath: dependency, withIntermediateDirectories: true)
    for name in ["Package.swift", "Package.resolved", "Plugins", "Sources", "Tests"] {
      let source = "\(Self.checkout)/\(name)"
      guard FileManager.default.fileExists(atPath: source) else { continue }
      try FileManager.default.copyItem(atPath: source, toPath: "\(dependency)/\(name)")
    }
  }

  /// Removes the folders, unless they are to be kept.
  package func remove() {
    if isKept { return }
    for path in [folder, cache] { try? FileManager.default.removeItem(atPath: path) }
  }

  /// The processes of all commands that were started here, and of what they started, besides servers.
  ///
  /// - Parameter isWanted: Whether one with this environment counts.
  package func processes(where isWanted: ([Substring]) -> Bool = { _ in true }) -> [ProcessEntry] {
    ProcessTable.processes { entry, environment in
      guard entry.name != "postgres" else { return false }
      let variables = environment()
      return variables.contains { $0 == mark } && isWanted(variables)
    }
  }

  /// A new file's path.
  package func path(of name: String) -> String { "\(folder)/\(name)-\(UUID().uuidString.prefix(8))" }
}
