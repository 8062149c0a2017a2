import Testing

/// What the plugins hand on. Their source is linked into this target, since no test can import a plugin.
@Suite("SwiftPM's own options")
struct SwiftPMArgumentsTests {
  @Test(
    "are taken out, with their values",
    arguments: [
      (["--disable-sandbox", "--filter", "A"], ["--filter", "A"]),
      (["--filter", "A", "--allow-writing-to-package-directory"], ["--filter", "A"]),
      (["--allow-writing-to-directory", "/tmp", "-v"], ["-v"]),
      (["--allow-writing-to-directory=/tmp", "-v"], ["-v"]),
      (["--allow-network-connections", "local", "--parallel"], ["--parallel"]),
      (["--package", "shop", "--keep"], ["--keep"]),
      (["--disable-sandbox"], []),
    ])
  func removed(arguments: [String], expected: [String]) {
    #expect(SwiftPMArguments.removed(from: arguments) == expected)
  }

  @Test(
    "are looked for neither in other options nor behind two dashes",
    arguments: [
      ["--filter", "--keep", "x"], ["--package-path", "x"], ["--disable-sandbox-please"],
      ["--", "--disable-sandbox", "--package", "x"], [],
    ])
  func kept(arguments: [String]) {
    #expect(SwiftPMArguments.removed(from: arguments) == arguments)
  }
}
