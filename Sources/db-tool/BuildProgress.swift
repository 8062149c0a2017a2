import LeaseProtocol

/// Tells those who need the package's own programs when these are built.
final class BuildProgress: Sendable {
  private let look = Locked<(@Sendable () -> Bool?)?>(nil)

  /// - Parameter look: Whether all is built, or is not going to be; `nil` as long as it is being built.
  func watch(_ look: @escaping @Sendable () -> Bool?) { self.look.withLock { $0 = look } }

  /// Waits for the build that is under way.
  ///
  /// - Returns: Whether all is built; false where whoever asks has to build what he needs.
  /// - Throws: `CancellationError`, also where the build failed.
  func untilDone() async throws -> Bool {
    while true {
      if let look = look.withLock({ $0 }), let isBuilt = look() { return isBuilt }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
