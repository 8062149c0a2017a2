// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "Shop",
  platforms: [.macOS(.v13)],
  products: [
    .library(name: "Shop", targets: ["Shop"])
  ],
  dependencies: [
    // Brings `swift package db-test` and `swift package db-reset`, and DBTesting for the tests.
    .package(name: "swift-db-test", path: "../..")
  ],
  targets: [
    .target(name: "Shop", dependencies: ["CShopPostgres"]),
    .systemLibrary(
      name: "CShopPostgres",
      pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .testTarget(name: "ShopTests", dependencies: ["Shop"]),
    .testTarget(
      name: "ShopIsolationTests",
      dependencies: [
        "Shop",
        .product(name: "DBTesting", package: "swift-db-test"),
        .product(name: "DBTestingXCTest", package: "swift-db-test"),
      ],
      resources: [.copy("Fixtures")]),
  ],
  swiftLanguageModes: [.v6]
)
