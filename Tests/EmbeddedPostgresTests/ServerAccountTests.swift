import ProcessTestTools
import Supervision
import Testing

@testable import EmbeddedPostgres

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("The account that the server runs as")
struct ServerAccountTests {
  @Test("is another than root where we are root", .enabled(if: geteuid() == 0))
  func root() throws {
    let account = try #require(try ServerAccount.choose())
    #expect(account.user != 0)
    #expect(["postgres", "_postgres", "nobody"].contains(account.name))
    #expect(getpwnam(account.name)?.pointee.pw_uid == account.user)
    #expect(getpwnam(account.name)?.pointee.pw_gid == account.group)
  }

  @Test("is ours where we are not root", .enabled(if: geteuid() != 0))
  func user() throws {
    #expect(try ServerAccount.choose() == nil)
  }

  @Test("has our own name as the system has it")
  func ownName() async throws {
    #expect(try await Shell.run(Shell.command("id -un")).output == ServerAccount.ownName() + "\n")
  }
}
