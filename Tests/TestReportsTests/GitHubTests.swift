import TestReports
import Testing

@Suite("What GitHub is told")
struct GitHubTests {
  private func annotations(_ report: RunReport, workspace: String = "/package") -> [String] {
    GitHubReport(report, workspace: workspace).annotations
  }

  @Test("is an annotation for each failure, at its place in the repository")
  func annotation() throws {
    let annotations = annotations(try Reports.captured(), workspace: "/")
    #expect(annotations.count == 8)
    #expect(
      annotations.contains(
        "::error file=package/Tests/SampleTests/OrderTests.swift,line=7,col=25,title=SampleTests.OrderTests/isPaid()"
          + "::Expectation failed: (1 + 1 → 2) == 3%0Athe sum, of what: 100%25 is%0Adue"))
    #expect(annotations.contains(#"::error title=LegacyTests.testThrows::threw error "Wrong()""#))
  }

  @Test("can't be ended or continued by what stands in a message, a name or a path")
  func escaping() {
    let report = Reports.failing(
      "50%\r\n::stop-commands::x", in: "M.S/`a: b, c`()", at: SourcePlace(file: "/package/a,b:c%.swift", line: 1))
    #expect(
      annotations(report) == [
        "::error file=a%2Cb%3Ac%25.swift,line=1,title=M.S/`a%3A b%2C c`()::50%25%0D%0A::stop-commands::x"
      ])
  }

  @Test("is the place of a migration that failed")
  func migration() {
    var report = RunReport(package: "sample", directory: "/repository/package")
    report.errors = RunError.errors(
      in: "Migrations/0007_totals.sql:8:26: error: column \"totl\" does not exist\nSELECT totl\n       ^")
    #expect(
      annotations(report, workspace: "/repository") == [
        "::error file=package/Migrations/0007_totals.sql,line=8,col=26,title=db-test"
          + "::column \"totl\" does not exist%0ASELECT totl%0A       ^"
      ])
  }

  @Test("has a summary in which a message is no Markdown")
  func summary() {
    let summary = GitHubReport(Reports.failing("```\n# no heading\n<b>", in: "M.S/`f*`()"), workspace: "/").summary
    #expect(summary.hasPrefix("### ❌ db-test: sample\n"))
    #expect(summary.contains("| 0 | 1 | 0 | 0 |"))
    #expect(summary.contains("\n    ```\n    # no heading\n    <b>\n"))
    #expect(summary.contains(#"**M.S/\`f\*\`\(\), a.swift:3**"#))
  }

  @Test("has a summary that says how the run ended, also where no test is to blame")
  func conclusion() {
    var report = RunReport(package: "sample", directory: "/package")
    report.exitCode = 143
    report.conclusion = "interrupted, after 2.50 s"
    #expect(
      GitHubReport(report, workspace: "/").summary == "### ❌ db-test: sample\n\ninterrupted, after 2.50 s\n\n\n")
  }

  @Test("has a summary that GitHub takes, however much fails")
  func long() {
    var report = RunReport(package: "sample", directory: "/package")
    report.outcome = .testsFailed
    let issue = TestIssue(String(repeating: "x", count: 100_000), at: nil)
    report.tests.add((1...200).map { TestResult(.init(.xctest, "A.test\($0)"), outcome: .failed, issues: [issue]) })
    let summary = GitHubReport(report, workspace: "/").summary
    #expect(summary.utf8.count < 1 << 20)
    #expect(summary.contains("And 150 more."))
  }
}
