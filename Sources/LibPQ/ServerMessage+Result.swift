internal import CLibPQ

extension ServerMessage {
  /// libpq's codes of the fields. They are C character constants, which Swift does not import.
  private enum Field: Unicode.Scalar {
    case severity = "S"
    case severityNonlocalized = "V"
    case sqlState = "C"
    case message = "M"
    case detail = "D"
    case hint = "H"
    case position = "P"
    case internalPosition = "p"
    case internalQuery = "q"
    case context = "W"
    case schema = "s"
    case table = "t"
    case column = "c"
    case dataType = "d"
    case constraint = "n"
    case sourceFile = "F"
  }

  /// The message a result carries, or `nil` where libpq made the error up itself, as it does when the
  /// connection is lost.
  init?(_ result: OpaquePointer) {
    func value(_ field: Field) -> String? {
      PQresultErrorField(result, Int32(field.rawValue.value)).map { String(cString: $0) }
    }
    guard let sqlState = value(.sqlState), let message = value(.message) else { return nil }
    let severity = value(.severityNonlocalized) ?? value(.severity) ?? "ERROR"
    self.init(severity: severity, sqlState: sqlState, message: message)
    detail = value(.detail)
    hint = value(.hint)
    position = value(.position).flatMap { Int($0) }
    internalPosition = value(.internalPosition).flatMap { Int($0) }
    internalQuery = value(.internalQuery)
    context = value(.context)
    schema = value(.schema)
    table = value(.table)
    column = value(.column)
    dataType = value(.dataType)
    constraint = value(.constraint)
    sourceFile = value(.sourceFile)
  }
}
