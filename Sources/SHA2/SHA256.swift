/// SHA-256, in plain Swift.
///
/// Our own, since each dependency of the tool is built by every consumer, and swift-crypto takes minutes.
/// It is written for debug builds, which is what consumers run: pointers and `while` instead of arrays and
/// ranges, whose generic code is slow there.
/// Source: FIPS 180-4, sections 4.1.2, 4.2.2, 5.1.1, 5.3.3 and 6.2.
package enum SHA256 {
  /// The length of a digest, in bytes.
  package static let digestLength = 32
  /// The length of the blocks the message is taken in, in bytes.
  static let blockLength = 64

  /// The digest of a message: 32 bytes.
  package static func hash(_ message: [UInt8]) -> [UInt8] {
    var state = initialState
    message.withUnsafeBytes { bytes in
      let whole = bytes.count - bytes.count % blockLength
      compress(UnsafeRawBufferPointer(rebasing: bytes[..<whole]), into: &state)
      let tail = padded(bytes[whole...], messageLength: bytes.count)
      tail.withUnsafeBytes { compress($0, into: &state) }
    }
    return state.flatMap { bigEndianBytes($0) }
  }

  /// What is left after the last whole block, with a 1 bit, zeros and the message's length in bits.
  static func padded(_ rest: some Sequence<UInt8>, messageLength: Int) -> [UInt8] {
    var block = Array(rest)
    block.append(0x80)
    let lengthField = 8
    while block.count % blockLength != blockLength - lengthField { block.append(0) }
    block.append(contentsOf: bigEndianBytes(UInt64(messageLength) &* 8))
    return block
  }

  /// Takes blocks, of 64 bytes each, into the state.
  static func compress(_ blocks: UnsafeRawBufferPointer, into state: inout [UInt32]) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      roundConstants.withUnsafeBufferPointer { constants in
        state.withUnsafeMutableBufferPointer { state in
          guard let words = schedule.baseAddress, let k = constants.baseAddress, let h = state.baseAddress
          else { return }
          var offset = 0
          while offset < blocks.count {
            expand(blocks, at: offset, into: words)
            compress(words, k, into: h)
            offset &+= blockLength
          }
        }
      }
    }
  }

  /// Section 6.2.2, step 1: the message schedule of one block.
  private static func expand(
    _ blocks: UnsafeRawBufferPointer, at offset: Int, into w: UnsafeMutablePointer<UInt32>
  ) {
    var t = 0
    while t < 16 {
      w[t] = UInt32(bigEndian: blocks.loadUnaligned(fromByteOffset: offset &+ t &* 4, as: UInt32.self))
      t &+= 1
    }
    while t < 64 {
      let x = w[t &- 15]
      let y = w[t &- 2]
      let sigma0 = ((x &>> 7) | (x &<< 25)) ^ ((x &>> 18) | (x &<< 14)) ^ (x &>> 3)
      let sigma1 = ((y &>> 17) | (y &<< 15)) ^ ((y &>> 19) | (y &<< 13)) ^ (y &>> 10)
      w[t] = sigma1 &+ w[t &- 7] &+ sigma0 &+ w[t &- 16]
      t &+= 1
    }
  }

  /// Section 6.2.2, steps 2 to 4: 64 rounds, with the names that the standard gives its variables.
  private static func compress(
    _ w: UnsafeMutablePointer<UInt32>, _ k: UnsafePointer<UInt32>, into state: UnsafeMutablePointer<UInt32>
  ) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    var t = 0
    while t < 64 {
      let sum1 = ((e &>> 6) | (e &<< 26)) ^ ((e &>> 11) | (e &<< 21)) ^ ((e &>> 25) | (e &<< 7))
      let choice = (e & f) ^ (~e & g)
      let t1 = h &+ sum1 &+ choice &+ k[t] &+ w[t]
      let sum0 = ((a &>> 2) | (a &<< 30)) ^ ((a &>> 13) | (a &<< 19)) ^ ((a &>> 22) | (a &<< 10))
      let majority = (a & b) ^ (a & c) ^ (b & c)
      h = g
      g = f
      f = e
      e = d &+ t1
      d = c
      c = b
      b = a
      a = t1 &+ sum0 &+ majority
      t &+= 1
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  static func bigEndianBytes(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }

  /// Section 5.3.3: the fractional parts of the square roots of the first eight primes.
  static let initialState: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]

  /// Section 4.2.2: the fractional parts of the cube roots of the first 64 primes.
  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
