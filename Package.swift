// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// Consumers run `db-tool` as a debug build. What these modules do is done for each message, statement and byte of a file, so their
// optimised code is felt; of others it is not, and would take the first build seconds more for each of them. A dependency may
// ask for that since tools version 6.2.
let optimizedSettings = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "swift-db-test",
  platforms: [.macOS(.v13)],
  products: [
    .library(name: "DBTesting", targets: ["DBTesting"]),
    .library(name: "DBTestingXCTest", targets: ["DBTestingXCTest"]),
    .plugin(name: "DBTestCommand", targets: ["DBTestCommand"]),
    .plugin(name: "DBResetCommand", targets: ["DBResetCommand"]),
    .plugin(name: "DBMigrateCommand", targets: ["DBMigrateCommand"]),
    .plugin(name: "MigrationsBuildTool", targets: ["MigrationsBuildTool"]),
    .executable(name: "db-tool", targets: ["db-tool"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // MARK: What the user types
    .plugin(
      name: "DBTestCommand",
      capability: .command(
        intent: .custom(
          verb: "db-test",
          description: "Run the package's tests against a freshly migrated PostgreSQL database")),
      dependencies: ["db-tool"]),
    .plugin(
      name: "DBResetCommand",
      capability: .command(
        intent: .custom(
          verb: "db-reset",
          description: "Put the package's long-lived test database back to freshly migrated")),
      dependencies: ["db-tool"]),
    .plugin(
      name: "DBMigrateCommand",
      capability: .command(
        intent: .custom(
          verb: "db-migrate",
          description: "Show, apply, take back, write and verify the package's migrations")),
      dependencies: ["db-tool"]),
    .executableTarget(
      name: "db-tool",
      dependencies: [
        "EmbeddedPostgres", "LeaseProtocol", "LibPQ", "MigrationRunner", "MigrationVerification", "PackageTests",
        "SQLMigrations",
        "Supervision", "TestDatabases", "TestReports", "ToolConfiguration",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // MARK: What a user's target is built with
    .plugin(name: "MigrationsBuildTool", capability: .buildTool(), dependencies: ["db-migrations-tool"]),
    .executableTarget(
      // Not a word about libpq here, or every build of a consumer would need its headers.
      name: "db-migrations-tool", dependencies: ["MigrationEmbedding", "SQLMigrations"], swiftSettings: settings),
    .target(
      name: "MigrationEmbedding", dependencies: ["SQLMigrations", "ToolConfiguration"], swiftSettings: settings),

    // MARK: What the user's tests import
    .target(name: "DBTesting", dependencies: ["LeaseProtocol"], swiftSettings: settings),
    .target(name: "DBTestingXCTest", dependencies: ["DBTesting"], swiftSettings: settings),

    // MARK: Rooms, from the top floor down
    .target(
      name: "TestDatabases",
      dependencies: [
        "EmbeddedPostgres", "LeaseProtocol", "LibPQ", "MigrationRunner", "SQLMigrations", "Supervision",
      ],
      swiftSettings: settings),
    .target(name: "PackageTests", dependencies: ["Supervision"], swiftSettings: settings),
    .target(
      name: "EmbeddedPostgres",
      dependencies: ["LibPQ", "SHA2", "Supervision"],
      swiftSettings: settings),
    .target(
      name: "MigrationVerification",
      dependencies: ["LeaseProtocol", "LibPQ", "MigrationRunner", "SQLMigrations", "Supervision"],
      swiftSettings: settings),
    .target(
      name: "MigrationRunner", dependencies: ["LeaseProtocol", "LibPQ", "SQLMigrations"], swiftSettings: settings),
    .target(name: "Supervision", dependencies: ["CSpawn"], swiftSettings: settings),
    .target(name: "SQLMigrations", dependencies: ["SHA2"], swiftSettings: settings),
    .target(name: "LibPQ", dependencies: ["CLibPQ"], swiftSettings: optimizedSettings),
    .target(name: "LeaseProtocol", swiftSettings: optimizedSettings),
    .target(name: "TestReports", swiftSettings: settings),
    .target(name: "ToolConfiguration", swiftSettings: settings),
    .target(name: "SHA2", swiftSettings: optimizedSettings),
    .target(name: "CSpawn"),
    .systemLibrary(
      name: "CLibPQ",
      pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"]), .yum(["libpq-devel"])]),

    // MARK: Tests
    .target(
      name: "OwnTestServer", dependencies: ["LibPQ"], path: "Tests/OwnTestServer", swiftSettings: settings),
    .target(
      name: "ProcessTestTools", dependencies: ["Supervision"], path: "Tests/ProcessTestTools",
      swiftSettings: settings),
    .testTarget(
      name: "EmbeddedPostgresTests",
      dependencies: ["EmbeddedPostgres", "LibPQ", "ProcessTestTools", "Supervision"],
      swiftSettings: settings),
    .testTarget(
      name: "MigrationEmbeddingTests", dependencies: ["MigrationEmbedding", "SQLMigrations"], swiftSettings: settings),
    .testTarget(
      name: "MigrationRunnerTests",
      dependencies: ["LibPQ", "MigrationRunner", "SQLMigrations", "OwnTestServer", "ProcessTestTools"],
      swiftSettings: settings),
    .testTarget(
      name: "MigrationVerificationTests",
      dependencies: [
        "EmbeddedPostgres", "LibPQ", "MigrationVerification", "SQLMigrations", "OwnTestServer", "ProcessTestTools",
      ],
      swiftSettings: settings),
    .testTarget(name: "LibPQTests", dependencies: ["LibPQ", "OwnTestServer"], swiftSettings: settings),
    .testTarget(
      name: "PackageTestsTests",
      // The real tool becomes the tests.
      dependencies: ["LibPQ", "PackageTests", "ProcessTestTools", "Supervision", "db-tool"],
      swiftSettings: settings),
    .testTarget(
      name: "SupervisionTests", dependencies: ["LeaseProtocol", "ProcessTestTools", "Supervision", "db-tool"],
      swiftSettings: settings),
    .testTarget(name: "SQLMigrationsTests", dependencies: ["SQLMigrations"], swiftSettings: settings),
    .testTarget(
      name: "TestDatabasesTests",
      // The real tool is started as the watcher.
      dependencies: [
        "EmbeddedPostgres", "LeaseProtocol", "LibPQ", "MigrationRunner", "SQLMigrations", "Supervision",
        "TestDatabases", "OwnTestServer", "ProcessTestTools", "db-tool",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "DBTestingTests", dependencies: ["DBTesting", "LeaseProtocol", "ProcessTestTools", "db-tool"],
      exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(name: "PluginTests", swiftSettings: settings),
    // The real tool is asked for its options.
    .testTarget(
      name: "DocumentationTests", dependencies: ["DBTesting", "db-tool", "ToolConfiguration"], swiftSettings: settings),
    .testTarget(
      name: "TestReportsTests", dependencies: ["TestReports"], exclude: ["Captured"], swiftSettings: settings),
    .testTarget(
      name: "ToolConfigurationTests", dependencies: ["ProcessTestTools", "ToolConfiguration"],
      swiftSettings: settings),
    .testTarget(
      name: "SHA2Tests", dependencies: ["LibPQ", "SHA2", "OwnTestServer"], swiftSettings: settings),
  ]
)
