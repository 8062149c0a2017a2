internal import CLibPQ

extension QueryResult {
  /// Copies everything out of a result; the result itself is left to its owner.
  init(_ result: OpaquePointer) {
    let width = PQnfields(result)
    let columns = (0..<width).map { String(cString: PQfname(result, $0)) }
    self.columns = columns
    rows = (0..<PQntuples(result)).map { row in
      Row(
        columns: columns,
        values: (0..<width).map { column in
          guard PQgetisnull(result, row, column) == 0 else { return nil }
          return String(cString: PQgetvalue(result, row, column))
        })
    }
    commandTag = String(cString: PQcmdStatus(result))
  }
}
