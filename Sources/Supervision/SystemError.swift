#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A system call that failed, and on what.
package struct SystemError: Error, Sendable, CustomStringConvertible {
  /// The error number, `errno`.
  package let number: Int32
  /// What was tried, such as `open`.
  package let operation: String
  /// The path or object it was tried on.
  package let subject: String

  /// The error that `errno` says now.
  package init(_ operation: String, _ subject: String) {
    self.init(operation, subject, number: errno)
  }

  package init(_ operation: String, _ subject: String, number: Int32) {
    self.number = number
    self.operation = operation
    self.subject = subject
  }

  package var description: String { "can't \(operation) '\(subject)': \(String(cString: strerror(number)))" }
}
