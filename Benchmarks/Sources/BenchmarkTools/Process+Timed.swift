public import Foundation

extension Process {
  /// Runs it to its end, which is that of its standard output: Foundation itself looks for a process's end every 50 ms only.
  ///
  /// - Parameter joinsErrors: Whether what it says of errors is taken, too.
  /// - Returns: How long that took, in milliseconds, and what it wrote.
  public func runToEnd(joinsErrors: Bool = false) throws -> (milliseconds: Double, output: Data) {
    let output = Pipe()
    standardOutput = output
    if joinsErrors { standardError = output }
    let result = try timed {
      try run()
      return output.fileHandleForReading.readDataToEndOfFile()
    }
    waitUntilExit()
    return (result.milliseconds, result.value)
  }
}
