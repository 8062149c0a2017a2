#if canImport(Darwin)
  internal import Darwin

  extension ProgramFile {
    /// When the file, its owner or its permissions were last changed.
    static func lastChange(_ file: stat) -> timespec { file.st_ctimespec }
  }
#endif
