/// An array of texts as the server reads it.
///
/// Source: PostgreSQL manual, "Array Input and Output Syntax".
enum TextArray {
  /// The text of an array.
  static func text(_ elements: [String]) -> String {
    let quoted = elements.map { element in
      "\"" + element.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
    return "{" + quoted.joined(separator: ",") + "}"
  }
}
