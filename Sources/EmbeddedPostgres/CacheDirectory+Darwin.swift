#if canImport(Darwin)
  extension CacheDirectory {
    /// The user's caches, and the machine's own for root.
    static func usualPlaces(environment: [String: String]) -> [String?] {
      [
        environment["HOME"].map { $0 + "/Library/Caches/swift-db-test" },
        "/Library/Caches/swift-db-test",
      ]
    }
  }
#endif
