#if canImport(Darwin)
  /// Where a file system puts files.
  enum FilePlacement {
    /// Nothing is known of APFS that would be worth it.
    static func spreadFolders(in directory: String) {}
  }
#endif
