import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A folder that a command finds empty, though it is not.
package enum HiddenFolder {
  /// Whether that can be had: it takes Linux, root, and a kernel that lets root do it.
  package static var isPossible: Bool {
    guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare") else { return false }
    let attempt = Process()
    attempt.executableURL = URL(filePath: "/usr/bin/unshare")
    attempt.arguments = ["--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    attempt.standardError = FileHandle.nullDevice
    guard (try? attempt.run()) != nil else { return false }
    attempt.waitUntilExit()
    return attempt.terminationStatus == 0
  }

  /// The command that runs another one with a folder hidden from it.
  package static func words(hiding folder: String, from words: [String]) -> [String] {
    ["unshare", "--mount", "sh", "-c", "mount -t tmpfs none \"$0\" && exec \"$@\"", folder] + words
  }
}
