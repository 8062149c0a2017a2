import PackageTests
import ProcessTestTools
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("What SwiftPM writes down of plugins")
struct PluginRecordsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("scratch") }

  private func mode(_ name: String) -> mode_t? {
    var information = stat()
    return lstat(folder.path(name), &information) == 0 ? information.st_mode & 0o777 : nil
  }

  @Test("is closed to others, and nothing else is, also not through a link")
  func closed() throws {
    let records = ["plugins/cache/A-state.json", "plugins/A/cache/A-state.json"]
    let others = ["plugins/cache/A", "plugins/A/outputs/B-state.json", "C-state.json", "target"]
    for name in records + others {
      try folder.write("", to: name)
      chmod(folder.path(name), 0o644)
    }
    try folder.link("plugins/cache/D-state.json", to: folder.path("target"))
    PluginRecords.close(scratchPath: folder.path)
    #expect(records.allSatisfy { mode($0) == 0o600 })
    #expect(others.allSatisfy { mode($0) == 0o644 })
    PluginRecords.close(scratchPath: folder.path("nowhere"))
  }
}
