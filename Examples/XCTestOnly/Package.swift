// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "XCTestOnly",
  platforms: [.macOS(.v13)],
  dependencies: [
    // Brings `swift package db-test` and `swift package db-reset`, and DBTestingXCTest for the tests.
    .package(name: "swift-db-test", path: "../..")
  ],
  targets: [
    .target(name: "Ledger", dependencies: ["CLedgerPostgres"]),
    .systemLibrary(
      name: "CLedgerPostgres",
      pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "Ledger",
        .product(name: "DBTesting", package: "swift-db-test"),
        .product(name: "DBTestingXCTest", package: "swift-db-test"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
