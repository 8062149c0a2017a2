import Foundation
import LeaseProtocol
import Testing

/// The messages as other languages would write them.
@Suite struct MessageTests {
  @Test("Requests are a number and an action")
  func requests() throws {
    let take = LeaseRequest(
      id: 2, action: .take(LeaseRequest.Take(kind: .readOnly, test: "a\nb", fixtures: ["/f.sql"])))
    let text = #"{"id":2,"take":{"kind":"readOnly","test":"a\nb","fixtures":["/f.sql"]}}"#
    #expect(String(decoding: take.line, as: UTF8.self) == text + "\n")
    #expect(try Self.request(text) == take)
    #expect(
      try Self.request(#" { "take" : {"test":"a\u000ab", "fixtures":[ "\/f.sql" ],"kind":"readOnly"} ,"id":2 } "#)
        == take)
  }

  @Test("Replies are the number and an outcome")
  func replies() throws {
    let text = #"{"id":2,"rows":{"columns":["n"],"rows":[["1"],[null]],"count":2}}"#
    let reply = LeaseReply(
      id: 2, outcome: .rows(LeaseReply.Rows(columns: ["n"], rows: [["1"], [nil]], count: 2)))
    #expect(try Self.reply(text) == reply)
    #expect(String(decoding: reply.line, as: UTF8.self) == text + "\n")
  }

  @Test("What a later version may add is left alone")
  func additions() throws {
    let text = #"{"new":[1,{"a":[true,false,null,-1.5e3]},"x"],"id":7,"done":{"more":"y"}}"#
    #expect(try Self.reply(text) == LeaseReply(id: 7, outcome: .done(LeaseReply.Done())))
  }

  @Test(
    "What is no message is refused",
    arguments: [
      "", "{", "{}", "[]", "7", #"{"id":1}"#, #"{"id":1,"take":{}}"#, #"{"id":"1","done":{}}"#,
      #"{"id":1,"take":{"kind":"soft","test":"t"}}"#, #"{"id":1,"release":{"lease":"7","failed":nope}}"#,
      #"{"id":1,"execute":{"lease":"7","sql":"SELECT"}"#, #"{"id":1,"execute":{"lease":"7","sql":"\x"}}"#,
      #"{"id":1,"execute":{"lease":"7","sql":"\u12"}}"#, #"{"id":1,"execute":{"lease":"7","sql":"a}}"#,
      #"{"id":99999999999999999999,"hello":{"version":1}}"#, #"{"id":1,"hello":{"version":1}} {}"#,
      #"{"id":1,"x":"# + String(repeating: "[", count: 100_000),
    ])
  func nonsense(_ text: String) {
    #expect(throws: (any Error).self) { try Self.request(text) }
  }

  @Test("Any text comes through, and as Foundation writes and reads it")
  func texts() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = Generator(state: seed)
    for _ in 0..<2000 {
      let (sql, parameter) = (Self.text(&generator), Self.text(&generator))
      let request = LeaseRequest(
        id: .random(in: 0 ... .max, using: &generator),
        action: .query(LeaseRequest.Query(lease: "1", sql: sql, parameters: [parameter, nil, ""])))
      #expect(try request.line.withUnsafeBytes { try LeaseRequest(line: $0) } == request, "seed \(seed)")
      let object = try JSONSerialization.jsonObject(with: Data(request.line)) as? [String: Any]
      let query = object?["query"] as? [String: Any]
      #expect(query?["sql"] as? String == sql, "seed \(seed)")
      let theirs = try JSONSerialization.data(
        withJSONObject: ["id": 1, "execute": ["lease": "1", "sql": sql]] as [String: Any])
      let execute = LeaseRequest(id: 1, action: .execute(LeaseRequest.Execute(lease: "1", sql: sql)))
      #expect(try theirs.withUnsafeBytes { try LeaseRequest(line: $0) } == execute, "seed \(seed)")
    }
  }

  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      // SplitMix64.
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  private static func text(_ generator: inout Generator) -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "\"", "\\", "/", "\n", "\r", "\t", "\u{0}", "\u{8}", "\u{1f}", "ö", "€", "😀", " ",
    ]
    return (0..<Int.random(in: 0...12, using: &generator)).reduce(into: "") { text, _ in
      text.unicodeScalars.append(scalars.randomElement(using: &generator) ?? "a")
    }
  }

  private static func request(_ text: String) throws -> LeaseRequest {
    try Array(text.utf8).withUnsafeBytes { try LeaseRequest(line: $0) }
  }

  private static func reply(_ text: String) throws -> LeaseReply {
    try Array(text.utf8).withUnsafeBytes { try LeaseReply(line: $0) }
  }
}
