#if canImport(Darwin)
  internal import Darwin

  extension FileSystemPlace {
    /// Source: statfs(2), `f_fstypename`.
    static func kind(of path: String) -> String? {
      var information = statfs()
      guard statfs(path, &information) == 0 else { return nil }
      return withUnsafeBytes(of: information.f_fstypename) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
    }
  }
#endif
