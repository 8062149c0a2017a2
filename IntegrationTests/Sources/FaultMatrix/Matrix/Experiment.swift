import Foundation
import IntegrationHarness

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One square of the matrix, tried out.
struct Experiment {
  let cell: Cell
  let consumer: Consumer
  /// The package whose run goes on beside it; `nil` for none.
  let neighbour: Neighbour?

  /// The run did not come to the stage, or was past it already, so nothing was tried.
  struct Missed: Error {
    let reason: String
  }

  /// Tries it.
  ///
  /// - Returns: What went wrong.
  /// - Throws: ``Missed``, and what else kept it from being tried.
  func perform() async throws -> [String] {
    try await Remains.clear()
    try await cell.place.givenServer?.restart()
    let environment = try await cell.place.environment(for: cell.stage)
    let arrival = Arrival(
      stage: cell.stage, place: cell.place, consumer: consumer, goesOn: goesOn)
    let arguments = try arrival.prepare()
    var beside: Running?
    if cell.stage.hasServerBefore, let neighbour {
      let running = try neighbour.start(environment: environment)
      try await neighbour.isAtWork(running)
      beside = running
    }
    let before = try await arrival.holdBefore()
    let subject = try Running(consumer.dbTest(arguments, environment: environment))
    do {
      let hold: Hold
      do { hold = try await arrival.reached(by: subject, holding: before) } catch { throw Missed(reason: "\(error)") }
      var belongings = Belongings()
      belongings.note(subject)
      if !cell.stage.hasServerBefore { beside = try neighbour?.start(environment: environment) }
      let process: Int32
      do { process = try await victim(of: subject, hold) } catch {
        hold.release()
        throw error
      }
      belongings.note(subject)
      let strike = ContinuousClock.now
      kill(process, cell.signal.number)
      hold.release()
      return try await aftermath(subject, beside, belongings, strike, arrival)
    } catch {
      before.release()
      kill(subject.identifier, SIGKILL)
      beside.map { _ = kill($0.identifier, SIGKILL) }
      throw error
    }
  }

  private var goesOn: Bool { if case .ends = cell.outcome { false } else { true } }

  private func victim(of subject: Running, _ hold: Hold) async throws -> Int32 {
    if let role = cell.target.role { return try await subject.process(role, within: .seconds(20)).identifier }
    let found = cell.target == .backend ? hold.backend : try await cell.place.postmaster?.identifier
    guard let found else { throw Unexpected("there is no \(cell.target.rawValue)") }
    return found
  }

  private func aftermath(
    _ subject: Running, _ beside: Running?, _ belongings: Belongings, _ strike: ContinuousClock.Instant,
    _ arrival: Arrival
  ) async throws -> [String] {
    var wrong: [String] = []
    var start = strike
    if cell.mayBeLost {
      // It is gone at once, or goes on as if nothing had happened.
      if try await subject.ended(within: .seconds(60)).isSuccess { start = .now }
    }
    if goesOn {
      arrival.endTests()
      wrong += judge(try await subject.ended(within: .seconds(60)))
      start = .now
    }
    // What is to be seen of the server depends on whether it, and the neighbour on it, still runs.
    let isServerUp = !cell.hitsServer || cell.place == .embedded && beside == nil
    wrong += try await Remains(
      on: isServerUp ? cell.place.givenServer : nil, serverMayStay: beside != nil, databasesMayStay: !isServerUp,
      besides: beside == nil ? nil : neighbour
    ).after(start).map { "after 5 s there is left: \($0)" }
    if !goesOn {
      let ended = try await subject.ended(within: .seconds(30))
      if ended.isSuccess && !cell.stage.isAfterTests && !cell.mayBeLost { wrong.append("it passed all the same") }
      if !wrong.isEmpty { wrong.append("\(ended)") }
    }
    if let beside, let neighbour { wrong += judgeNeighbour(try await neighbour.end(beside)) }
    if cell.hitsServer { try await cell.place.givenServer?.restart() }
    wrong += try await Remains(on: cell.place.givenServer, databasesMayStay: cell.hitsServer).after(.now).map {
      "at the end there is left: \($0)"
    }
    wrong += belongings.left.map { "of the run there is left: \($0)" }
    return try await wrong + nextRun()
  }

  private func judge(_ ended: Ended) -> [String] {
    if ended.isSuccess { return [] }
    if case .passes = cell.outcome { return ["it should have passed: \(ended)"] }
    return ended.output.contains("error: ") && ended.output.contains("✗ db-test: ")
      ? [] : ["it does not say what is wrong: \(ended)"]
  }

  private func judgeNeighbour(_ ended: Ended) -> [String] {
    if ended.isSuccess { return [] }
    guard cell.hitsServer && (cell.stage.hasServerBefore || cell.target == .postmaster) else {
      return ["the neighbour noticed: \(ended)"]
    }
    return ended.output.contains("✗ db-test: ") ? [] : ["the neighbour does not say what is wrong: \(ended)"]
  }

  private func nextRun() async throws -> [String] {
    try consumer.steer([:])
    let environment = try await cell.place.environment(for: cell.stage)
    let ended = try await consumer.dbTest(environment: environment).run(within: .seconds(60))
    let left = try await Remains(on: cell.place.givenServer).after(.now)
    return (ended.isSuccess ? [] : ["the next run failed: \(ended)"])
      + left.map { "after the next run there is left: \($0)" }
  }
}
