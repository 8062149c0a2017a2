#if canImport(Darwin)
  internal import Darwin

  extension LocalSocket {
    static func makeSocket() -> Int32 { socket(AF_UNIX, SOCK_STREAM, 0) }

    /// Keeps the signal away that would end this process where the other side is gone.
    static func setUp(_ descriptor: Int32) {
      var isOn: Int32 = 1
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sends what goes through without waiting.
    static func sendAtOnce(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
      send(descriptor, bytes.baseAddress, bytes.count, MSG_DONTWAIT)
    }
  }
#endif
