#if os(Linux)
  extension ServerSettings {
    /// UTF-8 letters, and an order that is the same on every machine.
    static let localeArguments = ["--locale=C.UTF-8"]
  }
#endif
