import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Running {
  /// The process of this run that does something, as soon as there is one.
  package func process(_ role: ProcessRole, within limit: Duration = .seconds(240)) async throws -> ProcessEntry {
    let found = try await eventually(within: limit) { () -> ProcessEntry? in
      guard isRunning else { throw Unexpected("`\(command)` ended too early:\n\(output)") }
      return processes.first { role.isRole(of: $0) }
    }
    guard let found else {
      let list = processes.map(\.description).joined(separator: "\n")
      throw Unexpected("there is no \(role) among\n\(list)\n`\(command)` printed\n\(output)")
    }
    return found
  }

  /// The process that was started, and its living descendants.
  package var processes: [ProcessEntry] {
    let all = ProcessTable.processes { _, _ in true }
    var family = all.filter { $0.identifier == identifier }
    var generation = family
    while !generation.isEmpty {
      let parents = Set(generation.map(\.identifier))
      generation = all.filter { parents.contains($0.parent) }
      family += generation
    }
    return family
  }

  /// Sends a signal to the process of a role.
  package func send(_ signal: Int32, to role: ProcessRole) async throws {
    kill(try await process(role).identifier, signal)
  }
}
