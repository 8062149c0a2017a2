/// A place in a file.
package struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
  /// The file's path, as it was given.
  package let file: String
  /// The line, counted from 1, where one is known.
  package let line: Int?
  /// The column, counted from 1, where one is known.
  package let column: Int?

  package init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    // A column without a line says nothing.
    self.column = line == nil ? nil : column
  }

  /// The place as compilers write it: `File.swift:7:30`.
  package var description: String {
    ([file] + [line, column].compactMap(\.self).map(String.init)).joined(separator: ":")
  }

  /// The same place, with a path that is relative to a folder where the file is in that.
  package func relative(to folder: String) -> SourcePlace {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    guard file.hasPrefix(prefix) else { return self }
    return SourcePlace(file: String(file.dropFirst(prefix.count)), line: line, column: column)
  }

  /// The same place, with a full path.
  ///
  /// - Parameter folder: What a relative path is relative to.
  package func absolute(in folder: String) -> SourcePlace {
    file.hasPrefix("/") ? self : SourcePlace(file: "\(folder)/\(file)", line: line, column: column)
  }
}
