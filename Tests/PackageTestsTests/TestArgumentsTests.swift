import PackageTests
import Testing

@Suite("Arguments for swift test")
struct TestArgumentsTests {
  @Test(
    "change the build where they do",
    arguments: [
      ["-c", "release"], ["--configuration", "release"], ["--configuration=release"],
      ["--sanitize", "thread"],
      ["--sanitize=address"], ["--enable-code-coverage"], ["--traits", "A"], ["--traits=A,B"],
      ["--enable-all-traits"], ["--disable-default-traits"], ["-Xswiftc", "-DX"], ["-Xcc", "-O2"],
      ["-Xlinker", "x"],
      ["--filter", "A", "-Xswiftc", "-g"], ["--build-system", "swiftbuild"], ["--build-system=native"],
      ["--scratch-path", "x"], ["--package-path=x"], ["--test-product", "T"], ["--triple", "x"],
      ["--static-swift-stdlib"],
    ])
  func change(words: [String]) {
    #expect(TestArguments(words).changeBuild)
  }

  @Test(
    "don't change the build where they only choose, run or show tests",
    arguments: [
      [], ["--filter=A"], ["--filter", "A/b()"], ["--skip", "A"], ["--parallel"], ["--no-parallel"],
      ["--num-workers", "4"], ["--xunit-output", "x.xml"], ["--quiet"], ["--verbose"], ["-v"], ["-q"],
      ["--disable-xctest"], ["--enable-swift-testing"], ["--show-codecov-path"], ["--attachments-path", "x"],
      ["--filter=--sanitize"],
    ])
  func leave(words: [String]) {
    #expect(!TestArguments(words).changeBuild)
  }

  @Test(
    "leave room for a runner, also where they change the build",
    arguments: [
      [], ["--filter", "A"], ["-Xswiftc", "-DX"], ["-Xcc", "-O2"], ["--sanitize=thread"],
      ["--enable-code-coverage"], ["--traits", "A"], ["-c", "release"], ["--filter=toolset"],
    ])
  func runner(words: [String]) {
    #expect(TestArguments(words).allowRunner)
  }

  @Test(
    "leave no room for a runner where they may name one",
    arguments: [
      ["--toolset", "t.json"], ["--toolset=t.json"], ["--swift-sdk", "x"], ["--swift-sdk=x"],
      ["--experimental-swift-sdk", "x"], ["--toolchain", "/t"], ["--toolchain=/t"],
    ])
  func noRunner(words: [String]) {
    #expect(!TestArguments(words).allowRunner)
  }

  @Test("stay as the user gave them")
  func all() {
    let words = ["--filter", "a b", "", "--filter", "a b", "-c=release"]
    #expect(TestArguments(words).all == words)
  }
}
