#if os(Linux)
  extension CacheDirectory {
    /// The places of the XDG Base Directory Specification, and the machine's own cache for root.
    static func usualPlaces(environment: [String: String]) -> [String?] {
      [
        environment["XDG_CACHE_HOME"].map { $0 + "/swift-db-test" },
        environment["HOME"].map { $0 + "/.cache/swift-db-test" },
        "/var/cache/swift-db-test",
      ]
    }
  }
#endif
