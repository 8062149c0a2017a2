import LibPQ
import Supervision
import Testing

@testable import EmbeddedPostgres

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension ServerTests {
  @Suite("Who gets in")
  struct AccessTests {
    @Test("The owner of the databases is no superuser, and can't become one or make databases by itself")
    func owner() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        let owner = server.owner.replacing(["dbname": "postgres"])
        let rights = "rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolcanlogin"
        #expect(
          try await Cache.value(
            "SELECT concat_ws(' ', \(rights)) FROM pg_roles WHERE rolname = current_user", owner)
            == "f t f f f t")
        for statement in [
          "ALTER ROLE dbtest SUPERUSER", "SET ROLE db_tool", "CREATE DATABASE x", "SHOW data_directory",
        ] {
          let error = try await #require(throws: PostgresError.self) {
            try await Cache.value(statement, owner)
          }
          #expect(error.sqlState == "42501", "\(statement)")
        }
      }
    }

    @Test("Nobody gets in without the password or with another one, by TCP or by the socket")
    func password() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        for host in ["127.0.0.1", cache.directory.sockets] {
          let dsn = server.owner.replacing(["host": host, "dbname": "postgres", "passfile": "/dev/null"])
          if host == "127.0.0.1" { #expect(try await Cache.value("SELECT 1", dsn) == "1") }
          for password in [nil, "", "x", server.owner["password"]?.uppercased() ?? ""] as [String?] {
            let error = try await #require(throws: PostgresError.self) {
              try await Cache.value("SELECT 1", dsn.replacing(["password": password]))
            }
            #expect(error.code == .connectionFailed)
          }
        }
      }
    }

    @Test("The superuser gets in by the socket only, not by TCP, also not with a password")
    func superuser() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        #expect(
          try await Cache.value(
            "SELECT rolsuper FROM pg_roles WHERE rolname = current_user", server.superuser) == "t")
        _ = try await Connection.open(server.superuser).execute("ALTER ROLE db_tool PASSWORD 'known'")
        let error = try await #require(throws: PostgresError.self) {
          try await Cache.value(
            "SELECT 1", server.superuser.replacing(["host": "127.0.0.1", "password": "known"]))
        }
        #expect(error.message.contains("rejects connection"))
      }
    }

    @Test("Nobody else can reach the socket, the data or the password in the file system")
    func files() async throws {
      try await Cache.new { cache in
        _ = try await cache.hold()
        let directory = cache.directory
        let owner = try ServerAccount.choose()?.user ?? geteuid()
        for (path, mode, user) in [
          (directory.sockets, 0o700, owner), (directory.data, 0o700, owner),
          (directory.state, 0o600, geteuid()),
          (directory.log, 0o600, geteuid()), (directory.holdersLock, 0o600, geteuid()),
        ] as [(String, mode_t, uid_t)] {
          var information = stat()
          #expect(lstat(path, &information) == 0)
          #expect(information.st_mode & 0o7777 == mode, "\(path)")
          #expect(information.st_uid == user, "\(path)")
        }
      }
    }

    @Test("The password stands in no argument and no environment of the server, and not in its log")
    func secrecy() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        let password = try #require(server.owner["password"])
        let process = try #require(cache.postmaster)
        _ = try? await Cache.value("SELECT 1", server.owner.replacing(["dbname": "none"]))
        for path in ["/proc/\(process)/cmdline", "/proc/\(process)/environ", cache.directory.log] {
          let text = String(decoding: PrivateFile.read(path) ?? [], as: UTF8.self)
          #expect(!text.contains(password), "\(path)")
        }
      }
    }
  }
}
