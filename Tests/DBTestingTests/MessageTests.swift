import Foundation
import LeaseProtocol
import Testing

/// The messages as other languages would write them.
@Suite struct MessageTests {
  @Test("Requests are a number and an action")
  func requests() throws {
    let take = LeaseRequest(
      id: 2, action: .take(LeaseRequest.Take(kind: .readOnly, test: "a\nb", fixtures: ["/f.sql"])))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(take), as: UTF8.self)
    #expect(text == #"{"id":2,"take":{"fixtures":["/f.sql"],"kind":"readOnly","test":"a\nb"}}"#)
    #expect(try JSONDecoder().decode(LeaseRequest.self, from: Data(text.utf8)) == take)
  }

  @Test("Replies are the number and an outcome")
  func replies() throws {
    let text = #"{"id":2,"rows":{"columns":["n"],"rows":[["1"],[null]],"count":2}}"#
    let reply = try JSONDecoder().decode(LeaseReply.self, from: Data(text.utf8))
    #expect(
      reply
        == LeaseReply(id: 2, outcome: .rows(LeaseReply.Rows(columns: ["n"], rows: [["1"], [nil]], count: 2))))
  }
}
