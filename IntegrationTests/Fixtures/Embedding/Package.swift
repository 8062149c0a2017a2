// swift-tools-version: 6.2

import PackageDescription

// Both targets embed migrations of their own, under the strictest and the mildest rules of the language.
let package = Package(
  name: "embedding",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "swift-db-test", path: "SWIFT_DB_TEST")],
  targets: [
    .executableTarget(
      name: "App",
      dependencies: ["Legacy"],
      swiftSettings: [
        .swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .strictMemorySafety(),
        .defaultIsolation(MainActor.self), .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("InternalImportsByDefault"),
      ],
      plugins: [.plugin(name: "MigrationsBuildTool", package: "swift-db-test")]),
    .target(
      name: "Legacy",
      swiftSettings: [.swiftLanguageMode(.v5), .treatAllWarnings(as: .error)],
      plugins: [.plugin(name: "MigrationsBuildTool", package: "swift-db-test")]),
  ]
)
