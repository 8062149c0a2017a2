internal import LeaseProtocol

extension LeaseClient {
  /// Reads until the server is gone.
  func readReplies() {
    defer { followUps.finish() }
    var lines = ReplyLines()
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
      while true {
        let count = socket.receive(into: buffer)
        guard count > 0 else { return finish(Self.lost) }
        do { try lines.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]), receive) } catch {
          finish(
            TestDatabaseError(
              .serverGone,
              """
              DBTesting doesn't understand its lease server: \(error). Both must be of the same version of \
              swift-db-test: clean the package's build directory.
              """))
          return disconnect()
        }
        followUps.run()
      }
    }
  }
}
