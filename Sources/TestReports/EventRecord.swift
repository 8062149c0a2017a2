#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A line of Swift Testing's event stream, as far as it is needed here.
///
/// Source: swift-testing's `Documentation/ABI/JSON.md`. Versions "0" and "6.3" are alike in all of this, but that paths are
/// `_filePath` in the first, and that it has no warnings.
struct EventRecord: Decodable {
  let kind: String
  let payload: Payload

  struct Payload: Decodable {
    let kind: String
    // Of tests
    let id: String?
    let displayName: String?
    let sourceLocation: Location?
    // Of events
    let testID: String?
    let instant: Instant?
    let issue: Issue?
    let messages: [Message]?
  }

  struct Location: Decodable {
    let filePath: String?
    let _filePath: String?
    let line: Int
    let column: Int

    var place: SourcePlace? {
      (filePath ?? _filePath).map { SourcePlace(file: $0, line: line, column: column) }
    }
  }

  struct Instant: Decodable {
    /// Seconds of a clock that only goes forward.
    let absolute: Double
  }

  struct Issue: Decodable {
    let isKnown: Bool?
    let isFailure: Bool?
    let sourceLocation: Location?

    var kind: TestIssue.Kind { isKnown == true ? .known : isFailure == false ? .warning : .failure }
  }

  struct Message: Decodable {
    let symbol: String
    let text: String
  }
}

extension EventRecord {
  /// Reads a line; `nil` where it is none of an event stream.
  init?(line: some Sequence<UInt8>) {
    guard let record = try? JSONDecoder().decode(EventRecord.self, from: Data(line)) else { return nil }
    self = record
  }
}
