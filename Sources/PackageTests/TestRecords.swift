package import Supervision

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What the tests' processes tell of their tests: a file of each process, in a folder of the run's.
///
/// Swift Testing writes its event stream there, by an argument that the runner adds. XCTest has nothing but its printed
/// lines, of which `swift test --parallel` shows only those of failing tests; so the runner has them copied. What is printed
/// stays as it is: `swift test` gives the tests a pipe, never a terminal (measured with SwiftPM 6.3.1).
package struct TestRecords: Sendable {
  /// What is in a file.
  package enum Content: String, Sendable, CaseIterable {
    /// Swift Testing's event stream.
    case events
    /// The path of such a stream, which the user has asked for.
    case place
    /// What was printed, XCTest's lines among it.
    case output
  }

  private let folder: String

  init(directory: String) { folder = directory + "/records" }

  /// Makes the folder: from now on there are records.
  ///
  /// - Throws: `SystemError`.
  package init(making directory: RunDirectory) throws {
    self.init(directory: directory.path)
    try PrivateFile.makeNewDirectory(folder)
  }

  /// Whether records are wanted.
  var areWanted: Bool { PrivateFile.isOwnDirectory(folder) }

  /// A new file of this process.
  package func path(of content: Content) -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let moment = Int(now.tv_sec) * 1_000_000_000 + Int(now.tv_nsec)
    return "\(folder)/\(moment)-\(getpid()).\(content.rawValue)"
  }

  /// All that was written, in the order in which the processes began.
  package var all: [(content: Content, bytes: [UInt8])] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().compactMap { name in
      guard let ending = name.split(separator: ".").last, let content = Content(rawValue: String(ending)),
        let bytes = PrivateFile.read("\(folder)/\(name)")
      else { return nil }
      guard content == .place else { return (content, bytes) }
      // A pipe that somebody else reads has nothing for us.
      let path = String(decoding: bytes, as: UTF8.self)
      guard Self.isRegular(path), let stream = PrivateFile.read(path) else { return nil }
      return (.events, stream)
    }
  }

  private static func isRegular(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
  }

  /// The arguments with which Swift Testing writes its events.
  ///
  /// Version 0 has no warnings, and takes them away from what is printed as well; toolchains before 6.3 have neither.
  var eventOptions: [String] {
    #if compiler(>=6.3)
      ["--event-stream-output-path", path(of: .events), "--event-stream-version", "6.3"]
    #else
      ["--event-stream-output-path", path(of: .events), "--event-stream-version", "0"]
    #endif
  }

  /// The options of `swift test` for one that has no runner of ours; what several processes write into one file is the last's.
  package func options(besides arguments: TestArguments) -> [String] {
    Self.eventPath(in: arguments.all) == nil ? eventOptions : []
  }

  /// Where the user wants the events; `nil` where he does not.
  static func eventPath(in arguments: [String]) -> String? {
    for name in ["--event-stream-output-path", "--experimental-event-stream-output"] {
      if let index = arguments.lastIndex(of: name), index + 1 < arguments.count { return arguments[index + 1] }
      if let joined = arguments.last(where: { $0.hasPrefix(name + "=") }) {
        return String(joined.dropFirst(name.count + 1))
      }
    }
    return nil
  }
}
