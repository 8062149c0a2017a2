/// Why something could not be written down.
public struct LedgerError: Error, CustomStringConvertible {
  /// What PostgreSQL or the connection to it says.
  public let description: String
}
