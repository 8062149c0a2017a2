import Supervision
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("A failed system call")
struct SystemErrorTests {
  @Test("says what was tried on what, and why that failed")
  func description() {
    #expect(SystemError("open", "/a b", number: EACCES).description == "can't open '/a b': Permission denied")
  }

  @Test("is the one that failed last")
  func lastError() {
    errno = ENOENT
    #expect(SystemError("open", "/a").number == ENOENT)
  }
}
