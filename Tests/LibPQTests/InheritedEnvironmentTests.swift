import Foundation
import LibPQ
import OwnTestServer
import Testing

#if os(macOS) || os(Linux)
  @Suite("Forgetting the inherited server")
  struct InheritedEnvironmentTests {
    @Test("takes out what says where to connect to, and keeps what proves who we are")
    func names() async {
      await #expect(processExitsWith: .success) {
        let forgotten = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE", "PGOPTIONS"]
        let kept = ["PGPASSWORD", "PGPASSFILE", "PGSERVICEFILE", "PGSSLCERT", "PGSSLKEY"]
        for name in forgotten + kept { setenv(name, "x", 1) }
        InheritedEnvironment.forgetServer()
        for name in forgotten { #expect(getenv(name) == nil, "\(name)") }
        for name in kept { #expect(getenv(name) != nil, "\(name)") }
      }
    }

    @Test("takes everything out for a server of our own")
    func everything() async {
      await #expect(processExitsWith: .success) {
        let names = ["PGHOSTADDR", "PGPASSWORD", "PGCHANNELBINDING", "PGSSLMINPROTOCOLVERSION", "PGNEWERVARIABLE"]
        for name in names { setenv(name, "x", 1) }
        setenv("XPGHOST", "x", 1)
        InheritedEnvironment.forgetEverything(among: names + ["XPGHOST"])
        for name in names { #expect(getenv(name) == nil, "\(name)") }
        #expect(getenv("XPGHOST") != nil)
      }
    }

    @Test("lets a DSN lead where it says, whatever variables there were")
    func connecting() async {
      await #expect(processExitsWith: .success) {
        setenv("PGHOSTADDR", "127.0.0.1", 1)
        setenv("PGPORT", "1", 1)
        setenv("PGOPTIONS", "-c no.such=setting -c statement_timeout=1", 1)
        setenv("PGSERVICE", "nowhere", 1)
        InheritedEnvironment.forgetServer()
        let connection = try await Connection.open(TestServer.dsn())
        let value = try await connection.query("SHOW statement_timeout").firstValue
        #expect(value == "0")
        await connection.close()
      }
    }
  }
#endif
