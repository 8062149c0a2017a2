import Foundation
import Testing

/// The picture of the modules.
@Suite struct ArchitectureTests {
  private let page: String
  /// The targets in the manifest.
  private let targets: String

  init() throws {
    page = try Document("Documentation/Architecture.md").text
    targets = try #require(Document("Package.swift").text.components(separatedBy: "\n  targets: [\n").last)
  }

  @Test("each module of the package has its line in the table")
  func modules() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Document.package.appending(path: "Sources").path)
    for module in folders where !module.hasPrefix(".") {
      #expect(page.contains("](../Sources/\(module))"), "Documentation/Architecture.md says nothing of \(module)")
    }
  }

  @Test("each arrow between modules is a dependency in the manifest")
  func arrows() throws {
    let picture = try #require(page.components(separatedBy: "## Modules").last)
    let names = ["dbtool": "db-tool", "migrationstool": "db-migrations-tool"]
    let arrows = picture.matches(of: /(\w+) --> (\w+)/).map { match in
      (from: names[String(match.1)] ?? String(match.1), to: names[String(match.2)] ?? String(match.2))
    }
    // Not that nothing was found.
    #expect(arrows.count > 15)
    // The arrows of plugins stand for all of them.
    for arrow in arrows where arrow.from != "plugins" {
      let target = try #require(targets.firstRange(of: "name: \"\(arrow.from)\""), "no target \(arrow.from)")
      let rest = targets[target.upperBound...]
      let end = rest.firstRange(of: "wiftSettings:")?.lowerBound ?? rest.endIndex
      #expect(rest[..<end].contains("\"\(arrow.to)\""), "\(arrow.from) does not depend on \(arrow.to)")
    }
  }
}
