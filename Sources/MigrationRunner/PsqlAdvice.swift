internal import LibPQ
internal import SQLMigrations

/// What to do about what only psql understands, where the server is the first to notice.
enum PsqlAdvice {
  /// A note about what the server did not understand at a place of the file.
  static func note(atByte offset: Int?, in script: ScriptSteps, _ error: PostgresError) -> String? {
    if error.server == nil, error.code == .copyFailed {
      return "a file has nobody to give the rows of COPY … TO stdout to; take it out"
    }
    guard let offset, error.server?.position != nil, offset < script.bytes.count else { return nil }
    guard script.bytes[offset] == UInt8(ascii: ":") else { return nil }
    return "variables such as ':name' are replaced by psql, which has no part in migrations: write the value itself"
  }
}
