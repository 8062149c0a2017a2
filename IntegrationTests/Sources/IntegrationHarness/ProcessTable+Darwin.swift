#if canImport(Darwin)
  import Foundation

  /// The processes of this machine, as `ps` shows them.
  package enum ProcessTable {
    /// The living processes that are wanted.
    package static func processes(
      where isWanted: (ProcessEntry, _ environment: () -> [Substring]) -> Bool
    ) -> [ProcessEntry] {
      lines(["-axww"]).compactMap { line in
        guard let entry = entry(in: line) else { return nil }
        let environment = { lines(["-Eww", "-p", "\(entry.identifier)"]).flatMap { $0.split(separator: " ") } }
        return isWanted(entry, environment) ? entry : nil
      }
    }

    /// A living process; `nil` for one that is gone, or ended and not waited for.
    package static func entry(_ identifier: Int32) -> ProcessEntry? {
      lines(["-ww", "-p", "\(identifier)"]).first.flatMap { entry(in: $0) }
    }

    private static func entry(in line: Substring) -> ProcessEntry? {
      let parts = line.split(separator: " ", maxSplits: 3)
      guard parts.count == 4, let identifier = Int32(parts[0]), let parent = Int32(parts[1]),
        !parts[2].hasPrefix("Z")
      else { return nil }
      let arguments = parts[3].split(separator: " ").map(String.init)
      return ProcessEntry(
        identifier: identifier, parent: parent, program: arguments.first ?? "", arguments: arguments)
    }

    private static func lines(_ options: [String]) -> [Substring] {
      let ps = Process()
      ps.executableURL = URL(filePath: "/bin/ps")
      ps.arguments = options + ["-o", "pid=,ppid=,state=,command="]
      let output = Pipe()
      ps.standardOutput = output
      guard (try? ps.run()) != nil else { return [] }
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      ps.waitUntilExit()
      return text.split(separator: "\n")
    }
  }
#endif
