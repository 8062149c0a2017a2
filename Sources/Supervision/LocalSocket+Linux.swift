#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  extension LocalSocket {
    static func makeSocket() -> Int32 {
      #if canImport(Glibc)
        socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      #else
        socket(AF_UNIX, SOCK_STREAM, 0)
      #endif
    }

    /// Nothing: what has to be said is said with each `send`.
    static func setUp(_ descriptor: Int32) {}

    /// Sends what goes through without waiting, and without the signal that would end this process where the other
    /// side is gone.
    static func sendAtOnce(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
      let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
      return Int(send(descriptor, bytes.baseAddress, bytes.count, flags))
    }
  }
#endif
