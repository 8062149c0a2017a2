import Testing
import ToolConfiguration

@Suite("Options that are passed on")
struct OptionTyposTests {
  private let typos = OptionTypos(
    help: """
      What is not known goes on: --filter, --parallel, --xunit-output.

      OPTIONS:
        --seed <file>           SQL files, in place of --migrations
        --keep                  Keep the database.
        --keep-on-failure       Keep the database if the tests fail.
        -v, --verify-isolation  Compare.
        --shell
      """, usual: ["--filter", "--xunit-output"])

  /// A part of what `swift test --help` prints.
  private let help = """
      --skip-build            Skip building the test target.
      --parallel/--no-parallel
                              Enable or disable parallel testing.
      --show-codecov-path, --show-coverage-path
      --skip <skip>           Skip test cases that match a regular expression. Example: --skip PerfTests
      --sanitize <sanitize>
    """

  @Test(
    "that are nearly one of ours are typos",
    arguments: [
      (["--keep-on-fail"], "--keep-on-failure"), (["--kep"], "--keep"), (["--filter", "A", "--Shell"], "--shell"),
      (["--seeds=a.sql"], "--seed"), (["--verify-isolaton"], "--verify-isolation"),
    ])
  func typo(arguments: [String], meant: String) async {
    let found = await typos.first(in: arguments) { help }
    #expect(found?.meant == meant)
    #expect(found.map { given in arguments.contains { $0.hasPrefix(given.given) } } == true)
  }

  @Test(
    "that are nearly one of the other program's are typos, too",
    arguments: [
      (["--paralel"], "--parallel"), (["--skp", "A"], "--skip"), (["--filter", "A", "--skip-buildd"], "--skip-build"),
      (["--Xswiftc", "--sanitise=thread"], "--sanitize"),
    ])
  func othersTypo(arguments: [String], meant: String) async {
    #expect(await typos.first(in: arguments) { help }?.meant == meant)
  }

  @Test(
    "that the other program has, or may have, or that nobody knows, are not",
    arguments: [
      ["--skip", "A"], ["--skip=A"], ["--no-parallel"], ["--show-coverage-path"], ["--whatever"], ["--sanitary"],
      ["--filter", "keep"], ["--migration"], ["-k"], ["--", "--kep"], [], ["-Xlinker", "--skp"],
    ])
  func passedOn(arguments: [String]) async {
    #expect(await typos.first(in: arguments) { help } == nil)
  }

  @Test("are looked for among our own where nothing is passed on")
  func ownAlone() {
    #expect(typos.first(in: ["--sed", "x", "--", "--kep"])?.meant == "--seed")
    #expect(typos.first(in: ["--keep", "--seed=x", "--", "--kep"]) == nil)
  }

  @Test("with two letters swapped are nearer than with two changed")
  func swapped() {
    let typos = OptionTypos(help: "\n  --repeat <n>  Again.\n  --report <kind>  Write.\n")
    #expect(typos.first(in: ["--reprot"])?.meant == "--report")
    #expect(typos.first(in: ["--repaet"])?.meant == "--repeat")
  }

  @Test("are taken for right where the other program doesn't say which it has")
  func silent() async {
    #expect(await typos.first(in: ["--skp", "A"]) { "usage: whatever" } == nil)
  }

  @Test("that everybody uses don't have the other program asked")
  func unasked() async throws {
    struct Asked: Error {}
    #expect(try await typos.first(in: ["--xunit-output", "x.xml", "--filter=A"]) { throw Asked() } == nil)
    await #expect(throws: Asked.self) { try await typos.first(in: ["--kep"]) { throw Asked() } }
  }
}
