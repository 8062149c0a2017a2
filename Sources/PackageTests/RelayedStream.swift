#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// One of the streams of a process, which is passed on piece by piece.
final class RelayedStream: @unchecked Sendable {  // Used by one reader, piece after piece.
  private static let newline = UInt8(ascii: "\n")

  private let target: Int32
  private let filter: LockNoticeFilter?
  private let copy: Int32?
  private let endsLine: Bool
  private var last = newline

  /// - Parameters:
  ///   - target: The descriptor that it is passed on to.
  ///   - filter: What takes out a part of it.
  ///   - copy: A descriptor that all of it is copied to, and that is closed at its end.
  ///   - endsLine: Whether what comes after it is to have a line of its own.
  init(to target: Int32, filter: LockNoticeFilter?, copy: Int32?, endsLine: Bool) {
    self.target = target
    self.filter = filter
    self.copy = copy
    self.endsLine = endsLine
  }

  func pass(_ bytes: [UInt8]) {
    write(filter?.filter(bytes) ?? bytes)
    if let copy { Self.write(bytes, to: copy) }
  }

  func end() {
    if let filter { write(filter.rest()) }
    // SwiftPM has no line end where it says that it waits for another one.
    if endsLine, last != Self.newline { write([Self.newline]) }
    if let copy { close(copy) }
  }

  private func write(_ bytes: [UInt8]) {
    guard let last = bytes.last else { return }
    self.last = last
    Self.write(bytes, to: target)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var remaining = bytes[...]
    while !remaining.isEmpty {
      let count = remaining.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      // Nobody reads any more; the child goes on all the same.
      guard count > 0 || errno == EINTR || errno == EAGAIN else { return }
      remaining = remaining.dropFirst(max(count, 0))
    }
  }
}

/// write(2), which the functions of that name above hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
