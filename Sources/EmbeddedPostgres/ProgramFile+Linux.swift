#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  extension ProgramFile {
    /// When the file, its owner or its permissions were last changed.
    static func lastChange(_ file: stat) -> timespec { file.st_ctim }
  }
#endif
