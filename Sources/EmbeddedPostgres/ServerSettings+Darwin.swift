#if canImport(Darwin)
  extension ServerSettings {
    /// UTF-8 letters, and an order that is the same on every machine; macOS has no locale `C.UTF-8`.
    static let localeArguments = ["--locale=C", "--lc-ctype=UTF-8"]
  }
#endif
