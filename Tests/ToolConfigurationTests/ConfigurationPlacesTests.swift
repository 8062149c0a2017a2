import ProcessTestTools
import Testing

@testable import ToolConfiguration

@Suite("Where settings stand")
struct ConfigurationPlacesTests {
  @Test("is the place of their names in the file")
  func places() throws {
    let folder = try TemporaryFolder()
    try folder.write("// ours\n{\n  role: \"app\",\n    \"seeds\": []}", to: Configuration.fileName)
    let places = try Configuration.places(packageDirectory: folder.path)
    #expect(places == ["role": TextPlace(line: 3, column: 3), "seeds": TextPlace(line: 4, column: 5)])
  }

  @Test("is nowhere without a file")
  func noFile() throws {
    #expect(try Configuration.places(packageDirectory: TemporaryFolder().path).isEmpty)
  }
}
