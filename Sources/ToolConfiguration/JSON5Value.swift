/// A value in JSON5, and where it stands.
struct JSON5Value: Sendable, Hashable {
  /// What it is.
  enum Content: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case array([JSON5Value])
    case object([Member])
  }

  /// A name and its value.
  struct Member: Sendable, Hashable {
    let name: String
    /// Where the name stands.
    let place: TextPlace
    let value: JSON5Value
  }

  let content: Content
  let place: TextPlace

  /// What it is, in words.
  var kind: String {
    switch content {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number: "a number"
    case .text: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
