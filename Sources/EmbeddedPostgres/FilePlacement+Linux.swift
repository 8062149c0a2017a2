#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// Where a file system puts files.
  enum FilePlacement {
    /// Has folders that are made in this one put far from each other, where the file system does that.
    ///
    /// ext4 puts a new folder beside the others, and its files beside it; and it does not use the numbers (inodes) of files
    /// that were deleted during the last minutes, but looks at all of them for each new file. So a clone of a database would
    /// take the longer the more were dropped just before: 30 ms at first, 300 ms and more where runs follow upon each other.
    ///
    /// Source: chattr(1), attribute T; ioctl_iflags(2).
    static func spreadFolders(in directory: String) {
      let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { return }
      defer { close(descriptor) }
      // Where it can't be done everything works, only slower.
      var flags: CInt = 0
      guard ioctl(descriptor, getFlags, &flags) == 0, flags & topOfHierarchy == 0 else { return }
      flags |= topOfHierarchy
      _ = ioctl(descriptor, setFlags, &flags)
    }

    /// `FS_TOPDIR_FL`, `FS_IOC_GETFLAGS` and `FS_IOC_SETFLAGS` of `linux/fs.h`, which Swift does not see: the latter are
    /// made from the size of a `long`, though what is read and written is an `int`.
    private static let topOfHierarchy: CInt = 0x0002_0000
    private static let getFlags = UInt(0x8000_6601) | UInt(MemoryLayout<CLong>.size) << 16
    private static let setFlags = UInt(0x4000_6602) | UInt(MemoryLayout<CLong>.size) << 16
  }
#endif
