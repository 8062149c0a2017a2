// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let measured: [Target.Dependency] = [
  "BenchmarkTools",
  .product(name: "DBTesting", package: "swift-db-test"),
  // Built beside the benchmark, which starts it.
  .product(name: "db-tool", package: "swift-db-test"),
]

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "swift-db-test", path: "..")],
  targets: [
    .executableTarget(
      name: "session-cost", dependencies: ["BenchmarkTools"], path: "Sources/SessionCost", swiftSettings: settings),
    .executableTarget(
      name: "lease-cost", dependencies: measured, path: "Sources/LeaseCost", swiftSettings: settings),
    .executableTarget(
      name: "opening-cost", dependencies: measured, path: "Sources/OpeningCost", swiftSettings: settings),
    .executableTarget(
      name: "migration-cost", dependencies: measured, path: "Sources/MigrationCost", swiftSettings: settings),
    .executableTarget(
      name: "isolation-bench", dependencies: measured, path: "Sources/IsolationBench",
      swiftSettings: settings),
    .target(name: "BenchmarkTools", dependencies: ["CBenchmarkPostgres"], swiftSettings: settings),
    .systemLibrary(
      name: "CBenchmarkPostgres",
      pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
  ]
)
