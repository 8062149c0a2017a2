import EmbeddedPostgres
import LibPQ
import Supervision

/// The programs and libraries that the package is built with.
struct ToolchainCheck: Sendable {
  /// The toolchain's `swift`; `nil` where there is none.
  let swift: String?

  func findings() async -> [Finding] {
    async let swift = swiftFinding()
    async let libpq = libpqFinding()
    return await [swift, libpq]
  }

  private func swiftFinding() async -> Finding {
    let remedy = "Install Swift 6.2 or later: https://www.swift.org/install"
    guard let swift else { return .failure("swift", "there is no 'swift' in PATH", remedy: remedy) }
    guard let output = try? await ChildProcess.output(of: swift, ["--version"]),
      let start = output.firstRange(of: "Swift version ")?.upperBound
    else { return .failure("swift", "\(swift) does not say its version", remedy: remedy) }
    return .good("swift", "\(output[start...].prefix { !$0.isWhitespace }) of \(swift)")
  }

  /// This program runs with a libpq, so it is there; the next build has to find it, too.
  private func libpqFinding() async -> Finding {
    let linked = "\(LibraryVersion.linked), which this tool runs with"
    let environment = CleanEnvironment.all
    guard case .program(let program) = ProgramSearch.find("pkg-config", path: environment["PATH"], from: "/") else {
      return .warning(
        "libpq", "\(linked); there is no pkg-config, by which a build finds it",
        remedy: "Where a build does not find libpq-fe.h:  \(InstallAdvice.libraryCommand)")
    }
    guard let output = try? await ChildProcess.output(of: program, ["--modversion", "libpq"], environment: environment)
    else {
      return .warning(
        "libpq", "\(linked); pkg-config knows no libpq, so that the next build may not find it",
        remedy: "To install its headers:  \(InstallAdvice.libraryCommand)")
    }
    return .good("libpq", "\(linked); \(output.prefix { !$0.isNewline }) by pkg-config")
  }
}
