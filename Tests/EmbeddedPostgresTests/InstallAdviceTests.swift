import Testing

@testable import EmbeddedPostgres

@Suite("The advice how to install a server")
struct InstallAdviceTests {
  @Test("is one line that names the server's package")
  func command() {
    #expect(InstallAdvice.command.contains("postgresql"))
    #expect(!InstallAdvice.command.contains("\n"))
  }
}
