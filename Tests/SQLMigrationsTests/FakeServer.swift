import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A server that knows just enough of PostgreSQL's protocol for psql to run a script, and tells what it was sent.
///
/// Source: PostgreSQL manual, "Message Formats".
final class FakeServer: @unchecked Sendable {  // What changes is guarded by its lock.
  /// A query, and the data of the COPY that it is.
  struct Query: Equatable {
    var text: String
    var data: String?
  }

  /// The folder with its socket.
  let folder: String
  private let listener: Int32
  private let lock = NSLock()
  private var queries: [Query] = []

  init() throws {
    folder = "/tmp/fake-server-\(UInt32.random(in: .min ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #if canImport(Glibc)
      listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      listener = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array("\(folder)/.s.PGSQL.5432".utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) == 0 }
    }
    guard isBound, listen(listener, 5) == 0 else { throw CocoaError(.fileWriteUnknown) }
    Thread.detachNewThread { [self] in
      while case let client = accept(listener, nil, nil), client >= 0 {
        // psql makes the next connection before it ends the one it has.
        Thread.detachNewThread { [self] in serve(FileHandle(fileDescriptor: client, closeOnDealloc: true)) }
      }
    }
  }

  /// Ends it.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// What it was sent since it was asked last.
  func takeQueries() -> [Query] {
    lock.withLock {
      defer { queries = [] }
      return queries
    }
  }

  private func serve(_ client: FileHandle) {
    guard let length = number(client), read(client, length - 4) != nil else { return }
    write(client, "R", [0, 0, 0, 0])
    for setting in ["standard_conforming_strings\0on\0", "client_encoding\0UTF8\0", "server_version\015.1\0"] {
      write(client, "S", Array(setting.utf8))
    }
    write(client, "Z", [UInt8(ascii: "I")])
    while let type = read(client, 1)?.first, type != UInt8(ascii: "X"), let length = number(client),
      let content = read(client, length - 4)
    {
      if type == UInt8(ascii: "Q") { answer(String(decoding: content.dropLast(), as: UTF8.self), client) }
    }
  }

  private func answer(_ text: String, _ client: FileHandle) {
    var query = Query(text: text)
    let lowercased = text.lowercased()
    if lowercased.contains(#/^(\s|/\*[^*]*\*/)*copy \w+( \(\w+\))? from (/\* c \*/ )?stdin/#) {
      write(client, "G", [0, 0, 0])
      var data: [UInt8] = []
      while let type = read(client, 1)?.first, let length = number(client), let content = read(client, length - 4) {
        if type != UInt8(ascii: "d") { break }
        data += content
      }
      query.data = String(decoding: data, as: UTF8.self)
    }
    lock.withLock { queries.append(query) }
    for value in ["on", "off"] where lowercased.contains("set standard_conforming_strings = \(value)") {
      write(client, "S", Array("standard_conforming_strings\0\(value)\0".utf8))
    }
    write(client, "C", Array("SET\0".utf8))
    write(client, "Z", [UInt8(ascii: "I")])
  }

  private func number(_ client: FileHandle) -> Int? {
    read(client, 4).map { $0.reduce(0) { $0 << 8 | Int($1) } }
  }

  private func read(_ client: FileHandle, _ count: Int) -> [UInt8]? {
    if count == 0 { return [] }
    guard let data = try? client.read(upToCount: count), data.count == count else { return nil }
    return Array(data)
  }

  private func write(_ client: FileHandle, _ type: Unicode.Scalar, _ content: [UInt8]) {
    let length = withUnsafeBytes(of: UInt32(content.count + 4).bigEndian) { Array($0) }
    try? client.write(contentsOf: Data([UInt8(ascii: type)] + length + content))
  }
}
