// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "OneTest",
  dependencies: [.package(name: "swift-db-test", path: "SWIFT_DB_TEST")],
  targets: [
    .plugin(
      name: "Baseline",
      capability: .command(intent: .custom(verb: "baseline", description: "Build and run the tests"))),
    .testTarget(name: "OneTestTests"),
  ]
)
