#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  extension FileSystemPlace {
    /// The kind that is mounted where the folder's device is.
    ///
    /// Source: proc(5), `mountinfo`: fields by blanks, the third is the device, and the kind is the first behind a hyphen.
    static func kind(of path: String) -> String? {
      var information = stat()
      guard stat(path, &information) == 0, let table = PrivateFile.read("/proc/self/mountinfo") else { return nil }
      // As glibc puts the two numbers into one; its own functions for that are not seen from Swift. Source: sys/sysmacros.h.
      let number = UInt64(information.st_dev)
      let major = (number >> 8) & 0xfff | (number >> 32) & ~0xfff
      let minor = number & 0xff | (number >> 12) & ~0xff
      let device = "\(major):\(minor)"
      for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
        let fields = line.split(separator: " ")
        guard fields.count > 2, fields[2] == device, let hyphen = fields.firstIndex(of: "-") else { continue }
        return fields.dropFirst(hyphen + 1).first.map(String.init)
      }
      return nil
    }
  }
#endif
