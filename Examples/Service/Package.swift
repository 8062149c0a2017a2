// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "Service",
  platforms: [.macOS(.v14)],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    // Brings `swift package db-test` and `swift package db-reset`, and DBTesting for the tests.
    .package(name: "swift-db-test", path: "../.."),
  ],
  targets: [
    .executableTarget(name: "Service", dependencies: ["Todos"]),
    .target(
      name: "Todos",
      dependencies: ["CServicePostgres", .product(name: "Hummingbird", package: "hummingbird")]),
    .systemLibrary(
      name: "CServicePostgres",
      pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .testTarget(
      name: "TodosTests",
      dependencies: [
        "Todos",
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "DBTesting", package: "swift-db-test"),
      ],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
