internal import CLibPQ

/// Hands the server's notices to a closure.
final class NoticeReceiver: Sendable {
  private let receive: (@Sendable (ServerMessage) -> Void)?

  init(_ receive: (@Sendable (ServerMessage) -> Void)?) {
    self.receive = receive
  }

  /// Takes the place of libpq's own receiver, which prints to standard error.
  ///
  /// The caller keeps this object for as long as the connection lives.
  func receiveNotices(of connection: OpaquePointer) {
    PQsetNoticeReceiver(
      connection,
      { context, result in
        guard let context, let result, let message = ServerMessage(result) else { return }
        Unmanaged<NoticeReceiver>.fromOpaque(context).takeUnretainedValue().receive?(message)
      },
      Unmanaged.passUnretained(self).toOpaque())
  }
}
