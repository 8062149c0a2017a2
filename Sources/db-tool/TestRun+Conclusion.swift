import PackageTests
import Supervision
import TestReports

extension TestRun {
  /// What a run comes to.
  private struct Judgement {
    let outcome: RunReport.Outcome
    let status: Int32
    /// Which part of the run decided it.
    let text: String
    /// What went wrong besides tests.
    var trouble: String?
  }

  /// Says what a run came to, and writes its reports.
  ///
  /// - Returns: The exit status.
  func conclude(_ outcome: Run.Outcome<Verdict>, since start: ContinuousClock.Instant) -> Int32 {
    let judgement = judge(outcome)
    let isGood = judgement.status == 0
    let conclusion = "\(judgement.text)\(isGood ? " in" : ", after") \(Reporter.seconds(since: start))"
    record.change { report in
      report.outcome = judgement.outcome
      report.conclusion = conclusion
      report.exitCode = judgement.status
      report.seconds = (ContinuousClock.now - start) / .seconds(1)
      report.errors = judgement.trouble.map(RunError.errors) ?? []
    }
    let report = record.report
    reporter.failures(report.failureLines)
    reporter.failures(report.interruptedLines)
    if let trouble = judgement.trouble { reporter.error(trouble) }
    reports.write(report, reporter)
    reporter.results(report.summary)
    reporter.summary("db-test", conclusion, isGood: isGood)
    return judgement.status
  }

  private func judge(_ outcome: Run.Outcome<Verdict>) -> Judgement {
    switch outcome {
    case .finished(let verdict): judge(verdict)
    case .interrupted(let reason):
      Judgement(outcome: .interrupted, status: reason.exitStatus, text: "interrupted")
    case .failed(is MigrationsNotRight):
      Judgement(outcome: .migrationsNotRight, status: 1, text: "the migrations are not right")
    case .failed(let error as ReportNotWritable):
      Judgement(
        outcome: .noDatabase, status: 2, text: "the report can't be written, so nothing was done",
        trouble: error.reason)
    case .failed(let error):
      Judgement(
        outcome: .noDatabase, status: 2, text: "there is no database for the tests", trouble: "\(error)")
    }
  }

  private func judge(_ verdict: Verdict) -> Judgement {
    switch verdict {
    case .passed: Judgement(outcome: .passed, status: 0, text: "the tests passed")
    case .failed(.exited(let code)): Judgement(outcome: .testsFailed, status: code, text: "the tests failed")
    case .failed(.signalled(let number)):
      Judgement(outcome: .testsFailed, status: 128 + number, text: "the tests died of signal \(number)")
    case .serverLost(let loss):
      Judgement(
        outcome: .serverLost, status: 1, text: "the tests failed, and their server was lost", trouble: loss)
    case .buildFailed: Judgement(outcome: .buildFailed, status: 1, text: "the tests could not be built")
    case .argumentsRefused:
      Judgement(outcome: .buildFailed, status: 64, text: "`swift test` does not take these arguments")
    case .downgradeFailed(let text):
      Judgement(
        outcome: .downgradeFailed, status: 1, text: "the tests passed, but the migrations could not be undone",
        trouble: text)
    }
  }

  /// Reads what the tests' processes have written down.
  func readTests(_ records: TestRecords) {
    let results = records.all.flatMap { content, bytes in
      switch content {
      case .events, .place: EventStream(bytes).results
      case .output: XCTestOutput(bytes).results
      }
    }
    record.change { $0.tests.add(results) }
  }
}
