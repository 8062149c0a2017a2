// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "consumer",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "swift-db-test", path: "SWIFT_DB_TEST")],
  targets: [.executableTarget(name: "Migrator"), .testTarget(name: "ConsumerTests")]
)
