import PackageTests
import Testing

@Suite("A shard of the tests")
struct ShardTests {
  @Test("is written as K/N", arguments: ["1/1", "2/5", "5/5", "12/100"])
  func right(text: String) {
    #expect(Shard(text)?.description == text)
  }

  @Test(
    "is refused where it is no part", arguments: ["0/5", "6/5", "5", "1/0", "-1/5", "a/b", "1/2/3", "", "/", "1 / 2"])
  func wrong(text: String) {
    #expect(Shard(text) == nil)
  }

  @Test("with the others is all tests, none of them twice, and no part is larger than another by more than one")
  func partition() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let count = Int.random(in: 1...12, using: &generator)
      let names = (0..<Int.random(in: 0...300, using: &generator)).map { "Module.Suite\($0 % 7)/test\($0)()" }
      let parts = try (1...count).map { try #require(Shard("\($0)/\(count)")).tests(of: names) }
      #expect(parts.flatMap(\.self).sorted() == names.sorted(), "\(names.count) tests in \(count) parts")
      #expect((parts.map(\.count).max() ?? 0) - (parts.map(\.count).min() ?? 0) <= 1)
    }
  }

  @Test("does not depend on the order of the names, nor on the process")
  func stable() throws {
    let names = (1...9).map { "M.S/t\($0)()" }
    let shard = try #require(Shard("1/3"))
    #expect(shard.tests(of: names.shuffled()) == shard.tests(of: names))
    #expect(shard.tests(of: names) == ["M.S/t1()", "M.S/t4()", "M.S/t7()"])
  }

  @Test("is of the tests that the filters mean, and takes their place")
  func filters() throws {
    let names = ["M.A/one()", "M.A/two()", "M.B/one()", "M.B/three(a:b:)"]
    let all = try #require(Shard("1/1"))
    let chosen = try TestArguments(["--parallel", "--filter", "A", "--filter=three", "--skip", "two"]).only(
      all, of: names)
    #expect(
      chosen?.all == ["--parallel", "--skip", "two", "--filter", #"^(?:M\.A/one\(\)|M\.B/three\(a:b:\))(?:/|$)"#])
    #expect(try TestArguments(["--filter", "nothing"]).only(all, of: names) == nil)
    #expect(throws: TestArguments.InvalidFilter.self) { try TestArguments(["--filter", "("]).only(all, of: names) }
  }

  @Test("means its tests alone, in the names of both libraries")
  func expressions() throws {
    let names = ["M.A/one()", "M.`two $ (three)`()", "M.C/testFour"]
    let all = try #require(Shard("1/1"))
    let arguments = try #require(try TestArguments([]).only(all, of: names))
    let text = try #require(arguments.all.last)
    let expression = try Regex(text)
    for name in ["M.A/one()/A.swift:3:2", "M.`two $ (three)`()/A.swift:9:2", "M.C/testFour"] {
      #expect(name.contains(expression), "\(name)")
    }
    for name in ["M.A/one(a:)/A.swift:3:2", "NM.A/one()", "M.C/testFourteen", "MxA/one()", "M.A"] {
      #expect(!name.contains(expression), "\(name)")
    }
  }

  @Test("has options that the system takes, however many tests it has")
  func many() throws {
    let names = (0..<10_000).map { "SomeModuleTests.SomeSuiteOfTests/someFunctionOfTheSuite\($0)()" }
    let all = try #require(Shard("1/1"))
    let arguments = try #require(try TestArguments([]).only(all, of: names))
    #expect(arguments.all.allSatisfy { $0.utf8.count < 131_072 })
    let expressions = try arguments.all.filter { $0 != "--filter" }.map { try Regex($0) }
    #expect([names[0], names[4_999], names[9_999]].allSatisfy { name in expressions.contains { name.contains($0) } })
  }
}
