#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What SwiftPM writes down of how it has compiled plugins, which is for its user's eyes only.
///
/// It is the whole environment that SwiftPM had, passwords included, in files that everybody can read. Source: SwiftPM's
/// `DefaultPluginScriptRunner`, which writes `<plugin>-state.json` beside the compiled plugin.
package enum PluginRecords {
  /// Takes the right to read them away from others.
  ///
  /// - Parameter scratchPath: SwiftPM's folder, `.build`.
  package static func close(scratchPath: String) {
    let plugins = scratchPath + "/plugins"
    for folder in ["cache"] + names(in: plugins).map({ "\($0)/cache" }) {
      for name in names(in: "\(plugins)/\(folder)") where name.hasSuffix("-state.json") {
        let path = "\(plugins)/\(folder)/\(name)"
        // Not through a link: that would be somebody else's file.
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
          attributes[.type] as? FileAttributeType == .typeRegular
        else { continue }
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      }
    }
  }

  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }
}
