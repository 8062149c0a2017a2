/// One process of this machine, as it was when it was looked at.
package struct ProcessEntry: Sendable, Hashable, CustomStringConvertible {
  /// Its identifier.
  package let identifier: Int32
  /// Its parent's.
  package let parent: Int32
  /// The program that it runs, by its full path.
  package let program: String
  /// Its arguments; the first one is the name that it was called by.
  package let arguments: [String]

  /// The program's name without the folder.
  package var name: String { program.split(separator: "/").last.map(String.init) ?? "" }

  package var description: String {
    "\(identifier) (child of \(parent)) \(program): \(arguments.joined(separator: " "))"
  }
}
