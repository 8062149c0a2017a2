import ProcessTestTools
import Supervision
import Testing

@Suite("A clean environment")
struct CleanEnvironmentTests {
  @Test("has no variable of libpq, no library path, no mark of a run, and no password for the tool")
  func removed() {
    let names = [
      "PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGPASSWORD", "PGPASSFILE", "PGSERVICE", "PGSERVICEFILE",
      "PGOPTIONS", "PGSSLMODE", "PGDATA", "PGTZ", "PG", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
      ProcessMark.runVariable, "DB_TEST_ROLE_PASSWORD",
    ]
    #expect(CleanEnvironment.cleaned(Dictionary(uniqueKeysWithValues: names.map { ($0, "x") })) == [:])
  }

  @Test("keeps everything else as it is")
  func kept() {
    let environment = [
      "PATH": "/bin", "HOME": "/root", "POSTGRES_DSN": "postgres://x", "LD_PRELOAD": "x", "pghost": "x",
      "XPGHOST": "",
      "DB_TEST_CACHE": "/c",
    ]
    #expect(CleanEnvironment.cleaned(environment) == environment)
  }

  @Test("of ours is what we were started with, cleaned")
  func own() {
    #expect(CleanEnvironment.current == CleanEnvironment.cleaned(CleanEnvironment.all))
    #expect(CleanEnvironment.all["PATH"] != nil)
  }

  @Test(
    "of SwiftPM has the library path without the toolchain's folders that it adds for plugins",
    arguments: [
      ("/opt/swift/usr/lib/swift/linux", nil),
      ("/opt/swift/usr/lib/swift/pm/PluginAPI:/opt/swift/usr/lib/swift/linux", nil),
      ("/mine:/opt/swift/usr/lib/swift/linux", "/mine"), ("/mine", "/mine"),
      (
        "/opt/swift/usr/lib/swiftly:/opt/other/usr/lib/swift/linux",
        "/opt/swift/usr/lib/swiftly:/opt/other/usr/lib/swift/linux"
      ),
    ] as [(String, String?)])
  func ofSwiftPM(given: String, expected: String?) {
    for name in ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
      let environment = CleanEnvironment.ofSwiftPM(
        [name: given, "PGHOST": "h"], swift: "/opt/swift/usr/bin/swift")
      #expect(environment[name] == expected)
      #expect(environment["PGHOST"] == "h", "SwiftPM's environment is otherwise kept")
    }
  }
}
