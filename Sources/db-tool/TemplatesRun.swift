import TestDatabases
import ToolConfiguration

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One `templates`.
struct TemplatesRun: Sendable {
  let server: ServerSettings
  let removes: Bool
  let names: [String]
  let packageDirectory: String?
  let reporter: Reporter

  /// Lists or removes them.
  ///
  /// - Returns: The exit status.
  func perform() async -> Int32 {
    let outcome = await Run.perform(reporter, server: server, interruptions: Interruption()) { run in
      let configuration =
        if let packageDirectory { try Configuration.read(packageDirectory: packageDirectory) } else { Configuration() }
      let databaseServer = try await run.server(server, configuration, packageDirectory: packageDirectory ?? "/")
      guard removes else { return try await Templates.list(on: databaseServer).map { Self.line($0) } }
      let removed = try await Templates.remove(names.isEmpty ? nil : names, on: databaseServer).map { "removed \($0)" }
      if !names.isEmpty { return removed }
      let left = try await Templates.list(on: databaseServer)
      return removed + left.map { "left \($0.template.name), which a running session makes clones of" }
    }
    switch outcome {
    case .finished(let lines):
      for line in lines.isEmpty ? ["there are no templates"] : lines { print(line) }
      return 0
    case .interrupted(let reason): return reason.exitStatus
    case .failed(let error):
      reporter.error("\(error)")
      return 2
    }
  }

  private static func line(_ entry: Templates.Entry) -> String {
    let template = entry.template
    let details = template.details
    let made =
      details.migrations == 0
      ? "made by '\(details.lastMigration)'"
      : "\(Run.counted(details.migrations, "migration")) to \(details.lastMigration)"
    let seeds = details.seeds == 0 ? "" : ", \(Run.counted(details.seeds, "seed"))"
    return """
      \(template.name)  \(size(entry.bytes)), made \(age(template.created)), used \
      \(entry.isInUse ? "now" : age(details.lastUse)): \(template.package), \(made)\(seeds)
      """
  }

  private static func size(_ bytes: Int) -> String {
    let tenths = bytes * 10 / (1 << 20)
    return "\(tenths / 10).\(tenths % 10) MB"
  }

  private static func age(_ moment: Double) -> String {
    let seconds = max(0, Date().timeIntervalSince1970 - moment)
    switch seconds {
    case ..<120: return "just now"
    case ..<7200: return "\(Int(seconds / 60)) minutes ago"
    case ..<172_800: return "\(Int(seconds / 3600)) hours ago"
    // What stands in a mark may be anything.
    default: return seconds < 1e9 ? "\(Int(seconds / 86400)) days ago" : "long ago"
    }
  }
}
