extension SQLLexer {
  /// Skips words, numbers, operators and white space, up to what may be anything else.
  ///
  /// It stops before whatever ``next()`` has to look at more closely, and at quotes with the word before them, which may
  /// belong to them; so what comes then is the same as with every token taken by itself. Written with pointers, since it
  /// goes over nearly every byte of a file.
  ///
  /// - Returns: Where the last token that was skipped ends; `nil` where there was none.
  mutating func skipPlainTokens() -> Int? {
    let (next, end) = bytes.withUnsafeBufferPointer { buffer in
      roles.withUnsafeBufferPointer { roles in
        Self.plainTokens(buffer, roles, from: index)
      }
    }
    index = next
    return end
  }

  private static func plainTokens(
    _ buffer: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<ByteRole>, from index: Int
  ) -> (next: Int, end: Int?) {
    guard let bytes = buffer.baseAddress, let roles = table.baseAddress else { return (index, nil) }
    let count = buffer.count
    var next = index
    var end: Int?
    while next < count {
      var after = next + 1
      switch roles[Int(bytes[next])] {
      case .blank, .newLine:
        next = after
        continue
      case .letter, .escapeLetter:
        while after < count, roles[Int(bytes[after])].continuesWord { after &+= 1 }
        if after < count, bytes[after] == UInt8(ascii: "'") || bytes[after] == UInt8(ascii: "&") { return (next, end) }
      case .digit:
        while after < count, roles[Int(bytes[after])] == .digit || roles[Int(bytes[after])] == .dot { after &+= 1 }
        // An exponent's sign may be a part of it.
        if after < count, roles[Int(bytes[after])].continuesWord { return (next, end) }
      case .dot, .other: break
      default: return (next, end)
      }
      next = after
      end = after
    }
    return (next, end)
  }
}
