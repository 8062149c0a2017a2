#if os(Linux)
  import Foundation
  import Glibc

  /// The processes of this machine; see proc(5).
  package enum ProcessTable {
    /// The living processes that are wanted.
    package static func processes(
      where isWanted: (ProcessEntry, _ environment: () -> [Substring]) -> Bool
    ) -> [ProcessEntry] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.compactMap { Int32($0) }.compactMap { identifier in
        guard let entry = entry(identifier) else { return nil }
        return isWanted(entry, { strings("/proc/\(identifier)/environ") }) ? entry : nil
      }
    }

    /// A living process; `nil` for one that is gone, or ended and not waited for.
    package static func entry(_ identifier: Int32) -> ProcessEntry? {
      guard let stat = String(bytes: SystemFile.read("/proc/\(identifier)/stat"), encoding: .utf8) else { return nil }
      // The name, in parentheses, may itself contain anything.
      let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
      guard fields.count > 1, fields[0] != "Z", fields[0] != "X", let parent = Int32(fields[1]) else {
        return nil
      }
      var path = [CChar](repeating: 0, count: 4096)
      let length = readlink("/proc/\(identifier)/exe", &path, path.count)
      let program = length > 0 ? String(decoding: path[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
      let arguments = strings("/proc/\(identifier)/cmdline").map(String.init)
      return ProcessEntry(identifier: identifier, parent: parent, program: program, arguments: arguments)
    }

    private static func strings(_ path: String) -> [Substring] {
      String(decoding: SystemFile.read(path), as: UTF8.self).split(separator: "\0")
    }
  }
#endif
