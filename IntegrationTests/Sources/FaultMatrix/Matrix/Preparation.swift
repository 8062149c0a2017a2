import Foundation
import IntegrationHarness

/// The packages that the matrix is tried with, built once.
struct Preparation {
  let consumer: Consumer
  let neighbour: Neighbour

  init() async throws {
    consumer = try await Consumer.ready()
    try consumer.addLeasingTests()
    let running = try Running(consumer.dbTest())
    let tool = try await running.process(.tool, within: .seconds(600)).program
    let ended = try await running.ended(within: .seconds(300))
    guard ended.isSuccess else { throw Unexpected("\(ended)") }
    neighbour = try await Neighbour(tool: tool)
  }

  /// Removes all of it.
  static func tidyUp() async throws {
    try await Remains.clear()
    try await GivenServer.stop()
    Scratch.shared.remove()
  }
}
