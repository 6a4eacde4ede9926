// swift-tools-version:6.1
import PackageDescription

// Engines and kits know nothing of what stands above them; see ARCHITECTURE.md, "Shape".
let swift: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "payvand",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "payvand", targets: ["PayvandCommand"]),
        .library(name: "PersianText", targets: ["PersianText"]),
        .library(name: "NameScreening", targets: ["NameScreening"]),
        .library(name: "SQLStore", targets: ["SQLStore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCaDiCaL", providers: [.apt(["libcadical-dev"])]),

        .target(name: "PersianText", swiftSettings: swift),
        .target(name: "Optimization", dependencies: ["CCaDiCaL"], swiftSettings: swift),
        .target(name: "MeetingScheduling", dependencies: ["Optimization"], swiftSettings: swift),
        .target(name: "MutualBenefit", dependencies: ["Optimization", "CZlib"], swiftSettings: swift),
        .target(name: "NameScreening", dependencies: ["PersianText"], swiftSettings: swift),
        .target(
            name: "SectorVocabulary", dependencies: ["PersianText"], resources: [.copy("Resources")],
            swiftSettings: swift),
        .target(name: "DocumentReading", dependencies: ["PersianText"], swiftSettings: swift),
        .target(
            name: "SQLStore",
            dependencies: [
                "CLibPQ",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: swift),
        .target(
            name: "OfficeKit",
            dependencies: [
                "PersianText", "SQLStore", "CArgon2", "CZlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            resources: [.copy("Resources")],
            swiftSettings: swift),
        .target(
            name: "Cities", dependencies: ["OfficeKit"], path: "Sources/Desks/Cities",
            resources: [.copy("Resources")], swiftSettings: swift),
        .target(
            name: "Agreements",
            dependencies: [
                "OfficeKit", "Cities", "DocumentReading",
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], path: "Sources/Desks/Agreements",
            resources: [.copy("Resources")], swiftSettings: swift),
        .executableTarget(
            name: "PayvandCommand",
            dependencies: [
                "OfficeKit", "Cities", "Agreements", "DocumentReading", "PersianText", "SQLStore",
                "MeetingScheduling", "MutualBenefit", "NameScreening", "Optimization", "SectorVocabulary",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: swift),

        // Not a test: what tests of pages share.
        .target(
            name: "OfficeTesting",
            dependencies: [
                "OfficeKit", "SQLStore", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Tests/OfficeTesting", swiftSettings: swift),

        .testTarget(name: "PersianTextTests", dependencies: ["PersianText"], swiftSettings: swift),
        .testTarget(name: "OptimizationTests", dependencies: ["Optimization"], swiftSettings: swift),
        .testTarget(
            name: "MutualBenefitTests", dependencies: ["MutualBenefit", "Optimization"], swiftSettings: swift),
        .testTarget(name: "NameScreeningTests", dependencies: ["NameScreening"], swiftSettings: swift),
        .testTarget(name: "SectorVocabularyTests", dependencies: ["SectorVocabulary"], swiftSettings: swift),
        .testTarget(
            name: "MeetingSchedulingTests", dependencies: ["MeetingScheduling", "Optimization"], swiftSettings: swift),
        .testTarget(
            name: "DocumentReadingTests", dependencies: ["DocumentReading"], resources: [.copy("Documents")],
            swiftSettings: swift),
        .testTarget(
            name: "SQLStoreTests",
            dependencies: ["SQLStore", .product(name: "Logging", package: "swift-log")], swiftSettings: swift),
        .testTarget(
            name: "OfficeKitTests",
            dependencies: [
                "OfficeKit", "OfficeTesting", .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: swift),
        .testTarget(
            name: "CitiesTests",
            dependencies: [
                "Cities", "OfficeKit", "OfficeTesting", "SQLStore",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: swift),
        .testTarget(
            name: "AgreementsTests",
            dependencies: [
                "Agreements", "Cities", "OfficeKit", "OfficeTesting", "SQLStore",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: swift),
        .testTarget(
            name: "PayvandCommandTests",
            dependencies: [
                "Agreements", "Cities", "PayvandCommand", "OfficeTesting", "SQLStore",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: swift),
    ],
    swiftLanguageModes: [.v6]
)
