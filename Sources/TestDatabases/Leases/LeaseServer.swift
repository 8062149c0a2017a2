internal import Supervision

/// Listens for test processes, which ask for databases over a unix socket.
///
/// What a process has taken is taken back when its connection ends, however that came about.
struct LeaseServer: Sendable {
  private let desk: LeaseDesk
  private let socket: LocalSocket

  /// Listens.
  ///
  /// - Throws: `SystemError`.
  init(desk: LeaseDesk, path: String) throws {
    self.desk = desk
    socket = try LocalSocket(path: path) { descriptor in
      Task { await Self.serve(descriptor, desk) }
    }
  }

  /// Lets nobody in any more, and gives up every database.
  func stop() async {
    socket.stop()
    await desk.close()
  }

  /// Keeps the databases of tests whose process has ended in the middle of them, as those of others that fail.
  func decideOnBroken() async { await desk.decideOnBroken() }

  private static func serve(_ descriptor: Int32, _ desk: LeaseDesk) async {
    let client = LeaseClient(descriptor, identifier: desk.newClient(), desk: desk)
    let splitter = LineSplitter()
    let reader = DescriptorReader(
      descriptor,
      receive: { bytes in for line in splitter.lines(afterReading: bytes) { client.receive(line) } },
      pause: client.pause,
      atEnd: { client.disconnect() })
    await reader.untilEnd()
    await client.leave()
  }
}
