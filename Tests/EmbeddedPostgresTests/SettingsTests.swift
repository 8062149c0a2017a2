import LibPQ
import Supervision
import Testing

@testable import EmbeddedPostgres

extension ServerTests {
  @Suite("Its settings")
  struct SettingsTests {
    private static let expected = [
      "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal",
      "autovacuum": "off", "jit": "off", "max_prepared_transactions": "0", "max_connections": "300",
      "listen_addresses": "127.0.0.1", "unix_socket_permissions": "0700",
      "dynamic_shared_memory_type": "mmap",
      "password_encryption": "scram-sha-256", "TimeZone": "UTC", "server_encoding": "UTF8",
      "cluster_name": "swift-db-test", "lc_messages": "C", "log_timezone": "UTC",
    ]

    @Test("spare it all work for data that nobody will miss, and are the same on every machine")
    func settings() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        let connection = try await Connection.open(server.superuser)
        for (name, value) in Self.expected {
          #expect(try await connection.query("SHOW \(name)").firstValue == value, "\(name)")
        }
        #expect(
          try await connection.query("SELECT count(*) FROM pg_file_settings WHERE error IS NOT NULL")
            .firstValue == "0")
        #expect(
          try await connection.query("SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL")
            .firstValue == "0")
        #expect(try await connection.query("SELECT lower('ÄÖ') || upper('ü')").firstValue == "äöÜ")
        await connection.close()
      }
    }

    @Test("don't come from our environment")
    func environment() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        let names = try #require(cache.postmaster.map(Environment.names(of:)))
        #expect(!names.contains { $0.hasPrefix("PG") && !Environment.ownOfTheServer.contains($0) })
        #expect(!names.contains("LD_LIBRARY_PATH"))
        #expect(!names.contains(ProcessMark.runVariable), "the server belongs to no run")
        try await cache.release(server)
      }
    }
  }
}
