import PackageTests

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A database, written down for people and programs.
struct DatabaseDescription {
  private let database: TestEnvironment.Database

  init(_ database: TestEnvironment.Database) { self.database = database }

  /// The description in a format.
  func text(_ format: ResetCommand.Format) throws -> String {
    switch format {
    case .dsn: database.dsn
    case .env: environment
    case .json: try json
    }
  }

  /// `NAME=value` on each line, for shells and for programs that read `.env` files.
  private var environment: String {
    TestEnvironment.variables(of: database).sorted { $0.key < $1.key }
      .map { "\($0.key)=\(Self.quoted($0.value))" }.joined(separator: "\n")
  }

  private var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let values = [
        "dsn": database.dsn, "host": database.host, "port": database.port, "user": database.user,
        "password": database.password, "database": database.name, "socket": database.socketPath,
      ]
      return String(decoding: try encoder.encode(values.compactMapValues { $0 }), as: UTF8.self)
    }
  }

  /// In single quotes where a shell would take something in it for its own.
  private static func quoted(_ value: String) -> String {
    let harmless = value.utf8.allSatisfy { byte in
      byte >= 128 || "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+,".utf8.contains(byte)
    }
    if harmless { return value }
    return "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
