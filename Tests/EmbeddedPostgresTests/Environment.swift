import Supervision

/// The environment that another process was started with.
enum Environment {
  /// What PostgreSQL's programs set for those that they start.
  static let ownOfTheServer: Set<String> = ["PGSYSCONFDIR", "PGLOCALEDIR", "PGDATA"]

  /// The names of its variables; none on macOS, which has no /proc.
  static func names(of process: Int32) -> [String] {
    (PrivateFile.read("/proc/\(process)/environ") ?? []).split(separator: 0).map { entry in
      String(decoding: entry.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
    }
  }
}
