/// How a server copies a database. Source: PostgreSQL manual, `CREATE DATABASE`.
enum CloneStrategy: String, Sendable {
  /// File by file. Writes all of the server's dirty pages out before.
  case fileCopy = "FILE_COPY"
  /// Page by page, through the write-ahead log.
  case log = "WAL_LOG"
}
