// swift-tools-version: 6.2

import PackageDescription

// A songboard of your own: all that songboard has, and the stages of this package.
let package = Package(
  name: "mystage",
  products: [
    .executable(name: "mystage", targets: ["Program"])
  ],
  dependencies: [
    .package(name: "songboard", path: "../../../..")
  ],
  targets: [
    .executableTarget(
      name: "Program",
      dependencies: [
        .product(name: "SongboardCommand", package: "songboard"),
        .product(name: "StageKit", package: "songboard"),
      ],
      path: "Sources"),
    .testTarget(name: "ProgramTests", dependencies: ["Program"], path: "Tests"),
  ]
)
