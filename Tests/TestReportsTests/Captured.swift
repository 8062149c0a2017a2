#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What real tests told; see `Captured/README.md`.
enum Captured {
  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return Array(try Data(contentsOf: URL(fileURLWithPath: "/\(folder)/Captured/\(name)")))
  }
}
