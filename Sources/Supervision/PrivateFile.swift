#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Files that only their owner can read or change.
package enum PrivateFile {
  /// Makes a folder, and those above it, with these permissions; one that is there is left as it is.
  ///
  /// - Throws: ``SystemError``.
  package static func makeDirectory(_ path: String, mode: UInt32 = 0o700) throws {
    try makeDirectory(path, mode: mode, withParents: true)
  }

  private static func makeDirectory(_ path: String, mode: UInt32, withParents: Bool) throws {
    if mkdir(path, mode_t(mode)) == 0 {
      // The process's umask may have taken some of it away.
      if chmod(path, mode_t(mode)) != 0 { throw SystemError("change the permissions of", path) }
      return
    }
    let number = errno
    if withParents, number == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeDirectory(String(path[..<slash]), mode: mode)
      // Once: there are places where nothing can be made.
      return try makeDirectory(path, mode: mode, withParents: false)
    }
    var information = stat()
    guard number == EEXIST || number == EISDIR, stat(path, &information) == 0,
      information.st_mode & S_IFMT == S_IFDIR
    else { throw SystemError("make the folder", path, number: number) }
  }

  /// Makes a folder that nobody else can enter.
  ///
  /// - Throws: ``SystemError``, also where anything of this name is there already.
  package static func makeNewDirectory(_ path: String) throws {
    guard mkdir(path, 0o700) == 0 else { throw SystemError("make the folder", path) }
  }

  /// Writes a file with permissions 0600, whole or not at all.
  ///
  /// Another file of that name is replaced; a link is replaced, not followed.
  ///
  /// - Throws: ``SystemError``.
  package static func write(_ text: String, to path: String) throws {
    let temporary = "\(path).\(getpid())-\(UInt32.random(in: .min ... .max)).new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemError("write", path) }
    defer { close(descriptor) }
    var remaining = Array(text.utf8)[...]
    while !remaining.isEmpty {
      let written = remaining.withUnsafeBytes { Self.write(descriptor, $0) }
      guard written > 0 else {
        defer { unlink(temporary) }
        throw SystemError("write", path)
      }
      remaining = remaining.dropFirst(written)
    }
    guard systemRename(temporary, path) == 0 else {
      defer { unlink(temporary) }
      throw SystemError("write", path)
    }
  }

  /// Makes sure that a file of this path can be written.
  ///
  /// - Throws: ``SystemError``.
  package static func checkWritable(_ path: String) throws {
    var information = stat()
    if lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR {
      throw SystemError("write", path, number: EISDIR)
    }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    if access(folder.isEmpty ? "/" : folder, W_OK | X_OK) != 0 { throw SystemError("write", path) }
  }

  /// What a file holds; `nil` where there is none that we may read. A link is not followed.
  ///
  /// - Parameters:
  ///   - offset: Where to begin.
  ///   - limit: After how many bytes to stop, at the earliest.
  package static func read(_ path: String, from offset: Int = 0, limit: Int = .max) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = pread(descriptor, &piece, piece.count, off_t(offset + bytes.count))
      guard count >= 0 else { return nil }
      if count == 0 || bytes.count >= limit { return bytes }
      bytes += piece[..<count]
    }
  }

  /// Gives a file or folder another name, which nothing may have but an empty folder.
  ///
  /// - Throws: ``SystemError``.
  package static func rename(_ path: String, to other: String) throws {
    if systemRename(path, other) != 0 { throw SystemError("rename to '\(other)'", path) }
  }

  /// Whether a path is a folder of ours, and no link to one.
  package static func isOwnDirectory(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
      && information.st_uid == geteuid()
  }

  /// Why a folder can't be trusted with what is ours: what others could put into it or take from it; `nil` where it can.
  ///
  /// A link to a folder is as good as that, if it is ours, too.
  package static func distrust(_ path: String) -> String? {
    var link = stat()
    var folder = stat()
    guard lstat(path, &link) == 0, stat(path, &folder) == 0 else { return SystemError("read", path).description }
    let trusted: Set<uid_t> = [geteuid(), 0]
    for information in [link, folder] where !trusted.contains(information.st_uid) {
      return "it is that of another user, \(information.st_uid)"
    }
    if folder.st_mode & S_IWOTH != 0 && folder.st_mode & S_ISVTX == 0 { return "everybody may write to it" }
    return nil
  }

  /// How many bytes a file has; 0 where there is none, and for folders and links.
  package static func size(_ path: String) -> Int {
    var information = stat()
    guard lstat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int(information.st_size)
  }

  private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}

/// rename(2), which ``PrivateFile``'s own function of that name hides.
private func systemRename(_ path: String, _ other: String) -> Int32 { rename(path, other) }
