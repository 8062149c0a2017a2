import PackageTests
import Supervision
import TestReports

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The reports of a run, which are written at its end.
struct Reports: Sendable {
  /// Whether it is to be recorded what came of each test.
  let recordsTests: Bool
  private let files: [String]
  private let isForGitHub: Bool
  private let workspace: String
  private let jobSummary: String?

  /// - Parameters:
  ///   - options: What the user wants, besides what the environment says unless it is none.
  ///   - packageDirectory: What paths are relative to where GitHub names no other folder.
  init(_ options: ReportOptions, environment: [String: String], packageDirectory: String) {
    let wanted = options.destinations
    recordsTests = !wanted.contains(.none)
    files = wanted.compactMap { if case .json(let file) = $0 { PackageManifest.fullPath(file) } else { nil } }
    isForGitHub = wanted.contains(.github) || (recordsTests && environment["GITHUB_ACTIONS"] == "true")
    workspace = environment["GITHUB_WORKSPACE"] ?? packageDirectory
    jobSummary = environment["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Makes sure that they can be written, before the work rather than after it.
  ///
  /// - Throws: `SystemError`.
  func check() throws { for file in files { try PrivateFile.checkWritable(file) } }

  /// Writes them. What can't be written is a warning: the tests decide how the run ends.
  func write(_ report: RunReport, _ reporter: Reporter) {
    for file in files {
      do { try PrivateFile.write(try report.json, to: file) } catch {
        reporter.warning("there is no report: \(error)")
      }
    }
    guard isForGitHub else { return }
    let github = GitHubReport(report, workspace: workspace)
    for annotation in github.annotations { reporter.note(annotation) }
    guard let jobSummary else { return }
    do { try Self.append(github.summary, to: jobSummary) } catch {
      reporter.warning("there is no job summary: \(error)")
    }
  }

  /// Other steps write to the same file.
  private static func append(_ text: String, to path: String) throws {
    guard let file = fopen(path, "a") else { throw SystemError("write", path) }
    let isWritten = fputs(text, file) >= 0
    guard fclose(file) == 0, isWritten else { throw SystemError("write", path) }
  }
}
