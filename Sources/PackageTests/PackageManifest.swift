#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What is read from a `Package.swift` without running it.
package enum PackageManifest {
  /// The package's name: the first `name:` that `Package(` is given, or else the folder's name.
  ///
  /// Asking SwiftPM would be exact, and take a second or two.
  package static func name(inDirectory directory: String) -> String {
    let folder = directory.split(separator: "/").last.map(String.init) ?? "package"
    guard let text = try? String(contentsOfFile: directory + "/Package.swift", encoding: .utf8) else {
      return folder
    }
    let lines = text.split(whereSeparator: \.isNewline)
    let code = lines.filter { !$0.drop(while: \.isWhitespace).hasPrefix("//") }.joined(separator: "\n")
    // There may be comments between the parenthesis and the name.
    let call = code.firstMatch(
      of: /\bPackage\s*\((?:\s|\/\/[^\n]*\n|\/\*.*?\*\/)*name\s*:\s*"([^"\\]+)"/)
    return call.map { String($0.1) } ?? folder
  }

  /// The folder of the package that a folder is in: the nearest one upwards with a `Package.swift`.
  package static func packageDirectory(from directory: String) -> String? {
    var parts = directory.split(separator: "/")
    while true {
      let candidate = "/" + parts.joined(separator: "/")
      if FileManager.default.fileExists(atPath: candidate + "/Package.swift") { return candidate }
      guard parts.popLast() != nil else { return nil }
    }
  }

  /// A path that may be relative to where we are, in full.
  package static func fullPath(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }
}
