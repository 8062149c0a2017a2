import Foundation
import ProcessTestTools
import Supervision
import Testing

@Suite("The file system of a folder")
struct FileSystemPlaceTests {
  @Test("is that of the nearest folder above it that is there")
  func nearest() throws {
    let folder = try TemporaryFolder()
    let place = try FileSystemPlace(of: folder.path)
    #expect(place.kind == (try FileSystemPlace(of: folder.path("not/there/yet"))).kind)
    #expect(place.free > 0)
  }

  @Test("has the kind that df says", .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/mountinfo")))
  func kind() async throws {
    for path in ["/proc", "/dev/shm", "/"] {
      let (ending, output, _) = try await Shell.run(Shell.command("df --output=fstype \"$1\" | tail -1", [path]))
      #expect(ending.isSuccess)
      #expect(try FileSystemPlace(of: path).kind == output.trimmingCharacters(in: .whitespacesAndNewlines), "\(path)")
    }
  }
}
