#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The file of a program.
enum ProgramFile {
  /// What tells it from every other one, and from itself before it was changed; `nil` for a script, for what can't be read, and
  /// for a link to a program of another name, which may be one that looks at the name it is called by.
  static func identity(_ path: String) -> String? {
    guard ServerPlaces.realPath(path).split(separator: "/").last == path.split(separator: "/").last else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var beginning: [UInt8] = [0, 0]
    var file = stat()
    guard read(descriptor, &beginning, 2) == 2, beginning != Array("#!".utf8), fstat(descriptor, &file) == 0 else {
      return nil
    }
    let change = lastChange(file)
    return "\(file.st_dev) \(file.st_ino) \(file.st_size) \(change.tv_sec).\(change.tv_nsec)"
  }
}
