internal import CLibPQ

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A libpq connection and the blocking calls on it.
///
/// Every use happens on the serial queue of the ``Connection`` that owns it, so calls may block there, and
/// never two at a time.
final class Wire: @unchecked Sendable {  // Confined to its connection's queue, see above.
  private(set) var handle: OpaquePointer?
  private let notices: NoticeReceiver
  /// How long the socket is looked at, letting others go first, before the thread sleeps.
  var eagerness: Duration = .zero

  /// Asked while waiting for the server; true means to give up the connection.
  typealias GivesUp = () -> Bool

  init(notices: NoticeReceiver) {
    self.notices = notices
  }

  deinit { close() }

  /// Ends the connection; doing so again does nothing.
  func close() {
    guard let open = handle else { return }
    handle = nil
    PQfinish(open)
  }

  /// Connects, trying the hosts in turn as libpq does.
  ///
  /// - Throws: ``PostgresError`` with code `connectionFailed`.
  func open(_ dsn: DSN, givesUp: GivesUp) throws {
    let options = dsn.sorted
    let keywords = options.map { strdup($0.keyword) }
    let values = options.map { strdup($0.value) }
    defer { (keywords + values).forEach { free($0) } }
    let keywordPointers = keywords.map { UnsafePointer($0) } + [nil]
    let valuePointers = values.map { UnsafePointer($0) } + [nil]
    guard let started = PQconnectStartParams(keywordPointers, valuePointers, 0) else {
      throw PostgresError(code: .connectionFailed, message: "libpq is out of memory")
    }
    handle = started
    notices.receiveNotices(of: started)
    var state = PQstatus(started) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
    while state != PGRES_POLLING_OK {
      guard state != PGRES_POLLING_FAILED else {
        let message = errorMessage
        close()
        throw PostgresError(code: .connectionFailed, message: message)
      }
      try wait(for: state == PGRES_POLLING_WRITING ? Int16(POLLOUT) : Int16(POLLIN), givesUp: givesUp)
      state = PQconnectPoll(started)
    }
  }

  /// What libpq last complained of, without line ends.
  var errorMessage: String {
    guard let handle else { return "the connection is closed" }
    var message = String(cString: PQerrorMessage(handle))
    while message.last?.isNewline == true { message.removeLast() }
    return message
  }

  /// True while the connection is there, as far as libpq knows.
  var isOpen: Bool { handle.map { PQstatus($0) == CONNECTION_OK } ?? false }

  /// The connection, or an error where it is closed.
  func opened() throws -> OpaquePointer {
    guard let handle else {
      throw PostgresError(code: .connectionLost, message: "the connection is closed")
    }
    return handle
  }

  /// Waits until the socket can be read or written.
  ///
  /// It looks up from the socket every 50 ms, to ask whether to go on.
  func wait(for events: Int16, givesUp: GivesUp) throws {
    var descriptor = pollfd(fd: PQsocket(try opened()), events: events, revents: 0)
    if eagerness > .zero {
      let end = ContinuousClock.now + eagerness
      repeat {
        if poll(&descriptor, 1, 0) > 0 { return }
        sched_yield()
      } while ContinuousClock.now < end
    }
    while true {
      descriptor.fd = PQsocket(try opened())
      let ready = poll(&descriptor, 1, 50)
      if ready > 0 || (ready < 0 && errno != EINTR) { return }
      if givesUp() {
        close()
        throw PostgresError(code: .timedOut, message: "the server did not answer in time")
      }
    }
  }
}
