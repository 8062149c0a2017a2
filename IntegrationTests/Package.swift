// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// The tool is run as its users run it, from the packages in Fixtures; so nothing of it is linked here.
let package = Package(
  name: "IntegrationTests",
  platforms: [.macOS(.v13)],
  products: [.executable(name: "fault-matrix", targets: ["FaultMatrix"])],
  targets: [
    .target(name: "IntegrationHarness", swiftSettings: settings),
    .executableTarget(
      name: "FaultMatrix", dependencies: ["IntegrationHarness"], swiftSettings: settings),
    .testTarget(
      name: "IntegrationTests", dependencies: ["IntegrationHarness"], swiftSettings: settings),
  ]
)
