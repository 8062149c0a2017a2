/// A report that is asked for: `json=FILE`, `github` or `none`.
package enum ReportDestination: Sendable, Hashable {
  case json(file: String)
  case github
  case none

  /// Reads it; `nil` where it is none of these.
  package init?(_ text: String) {
    switch text {
    case "github": self = .github
    case "none": self = .none
    default:
      guard text.hasPrefix("json="), text.count > 5 else { return nil }
      self = .json(file: String(text.dropFirst(5)))
    }
  }
}
