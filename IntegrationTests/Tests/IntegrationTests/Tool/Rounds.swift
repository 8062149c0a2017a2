import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  /// The tests in parts, and the tests again and again.
  @Suite struct Rounds {
    private let consumer: Consumer
    private let folder: URL

    init() async throws {
      consumer = try await Consumer.ready(by: .tool)
      folder = FileManager.default.temporaryDirectory.appending(path: "rounds-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    @Test func partsAreAllTestsAndNoneTwice() async throws {
      let list = try await consumer.command(["swift", "test", "list"]).run(within: .build)
      // XCTest does not tell the module of a test.
      let names = list.output.split(separator: "\n").filter { $0.hasPrefix("ConsumerTests.") }.map { line in
        line.hasSuffix(")")
          ? String(line) : String(line.dropFirst("ConsumerTests.".count)).replacing("/", with: ".")
      }
      #expect(names.count > 6)
      var run: [String] = []
      for part in 1...3 {
        let report = folder.appending(path: "\(part).json")
        let ended = try await consumer.dbTest(["--shard", "\(part)/3", "--report", "json=\(report.path)"]).run()
        #expect(ended.isSuccess && ended.output.contains("part \(part)/3 of \(names.count) tests"), "\(ended)")
        run += try testsOf(report)
      }
      #expect(run.sorted() == names.sorted())
      try await expectNothing()
    }

    @Test func partThatIsEmptyPasses() async throws {
      let ended = try await consumer.dbTest(["--shard", "2/2", "--filter", "findsTheSeed"]).run()
      #expect(ended.isSuccess && ended.output.contains("part 2/2"), "\(ended)")
      #expect(ended.output.contains("is empty"), "\(ended)")
      try await expectNothing()
    }

    @Test func testsThatCanNotBeBuiltHaveNoParts() async throws {
      try consumer.setBuildTime(.broken)
      let ended = try await consumer.dbTest(["--shard", "1/2"]).run(within: .build)
      try consumer.setBuildTime(.short)
      #expect(ended.ending == .exited(1) && ended.output.contains("the tests could not be built"), "\(ended)")
      #expect(ended.output.contains("cannot convert value of type 'String'"), "\(ended)")
      try await expectNothing()
    }

    @Test func eachRoundFindsTheDatabaseAsMigrationsMadeIt() async throws {
      let ended = try await consumer.dbTest(["--repeat", "3"]).run(within: .build)
      #expect(ended.isSuccess && ended.output.contains("3 rounds of the tests, none of them failed"), "\(ended)")
      try await expectNothing()
    }

    @Test(arguments: [(["--until-failure"], 2), (["--repeat", "3"], 3), (["--until-failure", "--repeat", "1"], 1)])
    func roundThatFailsIsSeenAndEndsThemWhereItIsTo(arguments: [String], rounds: Int) async throws {
      let file = folder.appending(path: "count").path
      try consumer.steer(["rounds": file, "fail in round": "2"])
      let ended = try await consumer.dbTest(arguments).run(within: .build)
      try consumer.steer([:])
      #expect(ended.isSuccess == (rounds == 1), "\(ended)")
      if rounds > 1 {
        #expect(ended.output.contains("\(rounds) rounds of the tests, 1 of them failed"), "\(ended)")
        #expect(ended.output.contains("1 test failed"), "\(ended)")
      }
      #expect(try String(contentsOfFile: file, encoding: .utf8).count == rounds)
      try await expectNothing()
    }

    private func testsOf(_ report: URL) throws -> [String] {
      struct Report: Decodable {
        struct Test: Decodable { let name: String }
        let tests: [Test]
      }
      return try JSONDecoder().decode(Report.self, from: Data(contentsOf: report)).tests.map(\.name)
    }
  }
}
