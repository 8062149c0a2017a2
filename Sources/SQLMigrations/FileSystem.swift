#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Reading folders and files; links are followed.
enum FileSystem {
  enum Kind { case file, folder, other }

  /// A system call that failed, in the system's words.
  struct Failure: Error {
    let reason: String
    init() { reason = String(cString: strerror(errno)) }
  }

  /// What is there; `nil` where nothing is, or nothing that we may see.
  static func kind(_ path: String) -> Kind? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    switch information.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// Whether two paths lead to the same file, whatever the links on the way are.
  static func isSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  /// Whether a symbolic link is there.
  static func isLink(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFLNK
  }

  /// The names of what is in a folder, without those that start with a dot, in byte order.
  static func names(in folder: String) throws(Failure) -> [String] { try entries(in: folder).map(\.name) }

  /// The names of what is in a folder, without those that start with a dot, in byte order, and which of it are folders.
  static func entries(in folder: String) throws(Failure) -> [(name: String, isFolder: Bool)] {
    guard let stream = opendir(folder) else { throw Failure() }
    defer { closedir(stream) }
    var entries: [(name: String, isFolder: Bool)] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) {
          String(cString: $0)
        }
      }
      if !name.utf8.starts(with: ".".utf8) {
        // Most file systems say it here; a link has to be followed.
        let isFile = entry.pointee.d_type == UInt8(DT_REG)
        entries.append((name, !isFile && kind(folder + "/" + name) == .folder))
      }
      errno = 0
    }
    if errno != 0 { throw Failure() }
    return entries.sorted { $0.name < $1.name }
  }

  /// What a file holds.
  static func content(of path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure() }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw Failure() }
    let size = Int(information.st_size)
    if information.st_mode & S_IFMT == S_IFREG, size > 0 { return try piece(of: descriptor, size) }
    // What is no regular file has no size, nor do the system's own files say it.
    var content: [UInt8] = []
    while true {
      let next = try piece(of: descriptor, 1 << 16)
      content += next
      if next.count < 1 << 16 { return content }
    }
  }

  /// What comes next from an open file: so many bytes, or fewer at its end.
  private static func piece(of descriptor: Int32, _ size: Int) throws(Failure) -> [UInt8] {
    var failure: Failure?
    let piece = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let read = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if read > 0 {
          count += read
        } else if read == 0 {
          return
        } else if errno != EINTR {
          return failure = Failure()
        }
      }
    }
    if let failure { throw failure }
    return piece
  }
}
