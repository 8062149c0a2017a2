/// What is known of the visitors' connection to a member, the only one of the tool's there besides its own.
enum VisitorPresence: Sendable {
  case absent
  /// It was used a moment ago.
  case certain(process: Int32)
  /// Nothing was run there since it was as new: it may have been lost.
  case likely(process: Int32)
  /// It was closed, and its process may not have ended yet; until then that is waited for as for anybody's.
  case closed(process: Int32)

  /// The process that is no other client's, or 0.
  var process: Int32 {
    switch self {
    case .certain(let process), .likely(let process): process
    case .absent, .closed: 0
    }
  }

  /// How many of the tool's processes are connected; `nil` where that has to be asked for.
  var backends: Int? {
    switch self {
    case .absent, .closed: 1
    case .certain: 2
    case .likely: nil
    }
  }
}
