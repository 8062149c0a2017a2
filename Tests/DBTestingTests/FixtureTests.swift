import Foundation
import ProcessTestTools
import Testing

@testable import DBTesting

/// Where fixtures are found.
@Suite struct FixtureTests {
  @Test("Beside the source file, then in Fixtures beside it, then in the package's Fixtures")
  func order() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dbt-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let source = "\(folder)/Tests/ShopTests"
    let places = ["\(folder)/Fixtures/users.sql", "\(source)/Fixtures/users.sql", "\(source)/users.sql"]
    try write("\(folder)/Package.swift")
    let fixture = Fixture(path: "users.sql", source: "\(source)/ProductTests.swift")
    let error = #expect(throws: TestDatabaseError.self) { try fixture.find() }
    #expect(error?.code == .fixtureNotFound)
    for place in places {
      #expect(error?.description.contains("'\(place)'") == true)
      try write(place)
      #expect(try fixture.find() == place)
    }
  }

  @Test("A full path is taken as it is")
  func fullPath() throws {
    #expect(try Fixture(path: #filePath, source: "/x.swift").find() == #filePath)
    let error = #expect(throws: TestDatabaseError.self) { try Fixture(path: "/no.sql", source: #filePath).find() }
    #expect(error?.description == "there is no fixture '/no.sql'")
  }

  private func write(_ path: String) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("SELECT 1".utf8).write(to: url)
  }
}
