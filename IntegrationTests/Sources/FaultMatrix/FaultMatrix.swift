import Foundation
import IntegrationHarness

/// Hits every process of a run at every stage with every signal, and looks at what is left.
@main enum FaultMatrix {
  static func main() async {
    // A server that is killed reads no more what is written to it.
    signal(SIGPIPE, SIG_IGN)
    do {
      let isGood = try await run(try Selection(Array(CommandLine.arguments.dropFirst())))
      try await Preparation.tidyUp()
      exit(isGood ? 0 : 1)
    } catch let mistake as Selection.Mistake {
      say("\(mistake)")
      exit(2)
    } catch {
      say("error: \(error)")
      try? await Preparation.tidyUp()
      exit(1)
    }
  }

  private static func run(_ selection: Selection) async throws -> Bool {
    let start = ContinuousClock.now
    let preparation = try await Preparation()
    say("prepared after \(seconds(since: start)) s")
    var isGood = true
    for mode in selection.modes {
      let isPassed =
        switch mode {
        case .matrix: try await matrix(selection, preparation)
        case .crowd(let sessions, let rounds):
          try await Crowd(tool: preparation.neighbour.program, sessions: sessions, rounds: rounds).perform(say)
        case .users: try await TwoUsers(tool: preparation.neighbour.program).perform(say)
        }
      isGood = isGood && isPassed
    }
    say("after \(seconds(since: start)) s")
    return isGood
  }

  private static func matrix(_ selection: Selection, _ preparation: Preparation) async throws -> Bool {
    var table = Table()
    for cell in selection.cells where cell.impossibility == nil {
      table.results[cell] = await result(
        Experiment(
          cell: cell, consumer: preparation.consumer, neighbour: selection.isAlone ? nil : preparation.neighbour))
    }
    say(table.description)
    return !table.hasFailures
  }

  private static func result(_ experiment: Experiment) async -> Table.Result {
    let start = ContinuousClock.now
    var problems: [String] = []
    for attempt in 1...3 {
      do {
        problems = try await experiment.perform()
        break
      } catch let missed as Experiment.Missed {
        problems = [missed.reason]
        if attempt < 3 { say("missed  \(experiment.cell): it is tried again") }
      } catch {
        problems = ["\(error)"]
        break
      }
    }
    say("\(problems.isEmpty ? "ok     " : "FAILED ") \(experiment.cell), \(seconds(since: start)) s")
    for problem in problems { say("  \(problem)") }
    return problems.isEmpty ? .passed(ContinuousClock.now - start) : .failed(problems)
  }

  /// Prints something that is to be seen at once, wherever it goes.
  private static func say(_ text: String) {
    print(text)
    fflush(nil)
  }

  private static func seconds(since start: ContinuousClock.Instant) -> String {
    String(
      format: "%.1f",
      Double((ContinuousClock.now - start).components.seconds)
        + Double((ContinuousClock.now - start).components.attoseconds) / 1e18)
  }
}
