internal import LibPQ
internal import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A database's schema in `pg_dump`'s words, line by line.
struct SchemaDump: Sendable, Hashable {
  let lines: [String]

  /// - Parameter text: What `pg_dump` has written.
  init(text: String) {
    // The word behind these is another one each time; and whether there is any table is no difference of its own.
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).filter {
      !$0.hasPrefix(#"\restrict "#) && !$0.hasPrefix(#"\unrestrict "#) && !Self.defaults.contains($0)
    }
  }

  private static let defaults: Set = ["SET default_tablespace = '';", "SET default_table_access_method = heap;"]

  /// Writes down schemas.
  struct Program: Sendable {
    /// The path of `pg_dump`.
    let path: String
    /// The database, as somebody who may see all of it.
    let dsn: DSN
    /// A folder that nobody else can read.
    let folder: String
    /// A schema to leave out.
    let excludedSchema: String

    /// Asks for the schema as it is now.
    ///
    /// - Throws: ``MigrationVerificationError`` with code `dumpFailed`, `SystemError`, `CancellationError`.
    func dump() async throws -> SchemaDump {
      let (output, log, service) = ("\(folder)/schema.sql", "\(folder)/pg_dump.log", "\(folder)/pg_service.conf")
      // Everything that libpq can be told, a password among it, and nothing of it in the arguments.
      let options = dsn.sorted.filter { $0.keyword != "service" }.map { "\($0.keyword)=\($0.value)\n" }.joined()
      try PrivateFile.write("[verified]\n\(options)", to: service)
      let descriptor = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw SystemError("write", log) }
      defer {
        close(descriptor)
        for file in [output, log, service] { unlink(file) }
      }
      let environment = CleanEnvironment.current.merging(["PGSERVICEFILE": service, "PGSERVICE": "verified"]) { $1 }
      var command = ChildProcess.Command(
        path, ["--schema-only", "--exclude-schema=\(excludedSchema)", "--file=\(output)"], environment: environment)
      command.error = descriptor
      let process = try ChildProcess.start(command)
      let ending = try await withTaskCancellationHandler {
        try await process.wait()
      } onCancel: {
        kill(process.identifier, SIGKILL)
      }
      try Task.checkCancellation()
      guard ending.isSuccess, let bytes = PrivateFile.read(output) else {
        let words = String(decoding: PrivateFile.read(log) ?? [], as: UTF8.self)
        throw MigrationVerificationError(
          .dumpFailed,
          """
          '\(path)' can't write the schema down, so it can't be compared. It said:
          \(words)Where it is older than the server, name newer programs: DB_TEST_POSTGRES_BIN=/a/folder
          """)
      }
      return SchemaDump(text: String(decoding: bytes, as: UTF8.self))
    }
  }
}
