import Foundation

/// A command in a block of one of this package's documents, which people are told to type.
package struct DocumentedCommand: Sendable {
  /// The document and the line.
  package let place: String
  /// The line; two of them where the first is for the second one's shell.
  package let text: String

  /// Those of a document, in their order.
  ///
  /// - Parameter path: Its path in the checkout.
  package static func all(in path: String) throws -> [DocumentedCommand] {
    let document = try String(contentsOfFile: Scratch.checkout + "/" + path, encoding: .utf8)
    var commands: [DocumentedCommand] = []
    var (isInBlock, isOfShell) = (false, false)
    for (index, line) in document.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("```") {
        isInBlock.toggle()
        isOfShell = isInBlock && line == "```sh"
      } else if isOfShell, !line.isEmpty, !line.hasPrefix("#") {
        if let last = commands.last, last.text.hasSuffix("set +a") {
          commands[commands.count - 1] = DocumentedCommand(place: last.place, text: "\(last.text)\n\(line)")
        } else {
          commands.append(DocumentedCommand(place: "\(path):\(index + 1)", text: line))
        }
      }
    }
    return commands
  }
}
