// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// A package of its own, with links to the sources: what it measures is no product, so no other package can import it.
let package = Package(
  name: "Splitting",
  platforms: [.macOS(.v13)],
  targets: [
    .target(name: "SHA2", swiftSettings: settings),
    .target(name: "SQLMigrations", dependencies: ["SHA2"], swiftSettings: settings),
    .executableTarget(
      name: "splitting-cost", dependencies: ["SQLMigrations"], path: "Sources/SplittingCost", swiftSettings: settings),
  ]
)
