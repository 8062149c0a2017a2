// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "Shop",
  platforms: [.macOS(.v13)],
  products: [
    .library(name: "Shop", targets: ["Shop"])
  ],
  dependencies: [
    // Brings `swift package db-test` and `swift package db-reset`. Nothing of it is linked.
    .package(path: "../..")
  ],
  targets: [
    .target(name: "Shop", dependencies: ["CShopPostgres"]),
    .systemLibrary(
      name: "CShopPostgres",
      pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .testTarget(name: "ShopTests", dependencies: ["Shop"]),
  ],
  swiftLanguageModes: [.v6]
)
