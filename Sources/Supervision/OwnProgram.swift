/// The program that this process runs.
package enum OwnProgram {
  /// Its path, without symbolic links, as it is called now.
  package static var path: String { resolvedPath ?? CommandLine.arguments[0] }

  /// What starts the same program again, even where a build has replaced its file meanwhile.
  package static var executable: String { executableOfThisProcess ?? path }
}
