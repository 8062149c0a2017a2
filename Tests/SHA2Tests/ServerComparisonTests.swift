import LibPQ
import OwnTestServer
import SHA2
import Testing

@Suite("SHA-256 and PostgreSQL")
struct ServerComparisonTests {
  @Test("gives the digests that the server's sha256() gives of random messages of every length")
  func sameAsServer() async throws {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SplitMix(state: seed)
    let messages = (0...300).map { length in
      (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
    let connection = try await Connection.open(TestServer.dsn())
    let list = messages.map { "'\(hexadecimal($0))'" }.joined(separator: ",")
    let result = try await connection.query(
      """
      SELECT encode(sha256(decode(message, 'hex')), 'hex') AS digest
      FROM unnest(ARRAY[\(list)]) WITH ORDINALITY AS messages (message, ordinal)
      ORDER BY ordinal
      """)
    await connection.close()
    try #require(result.rows.count == messages.count)
    for (message, row) in zip(messages, result.rows) {
      #expect(
        hexadecimal(SHA256.hash(message)) == row["digest"], "seed \(seed), length \(message.count)")
    }
  }
}

/// A generator that can be started again where it was, by Sebastiano Vigna.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z &>> 31)
  }
}
