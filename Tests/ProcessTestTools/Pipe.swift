internal import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A pipe whose contents are gathered as they arrive.
package struct Pipe: Sendable {
  /// The end that is written to.
  package let input: Int32
  /// What arrived.
  package let output = ByteCollector()
  private let reader: DescriptorReader

  package init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError("open", "pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    input = ends[1]
    reader = DescriptorReader(ends[0]) { [output] in output.add($0) }
  }

  /// All that was written, once nobody can write any more; our own end is closed for that.
  package func untilEnd() async -> String {
    close(input)
    await reader.untilEnd()
    return output.text
  }
}
