// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "handbook-project",
    dependencies: [.package(name: "pipeline", path: "../..")],
    targets: [
        // The pipelines, a folder each. The plugin makes a digest of every step's code: a step runs again when its
        // code, or that of a helper it uses, is not what it was.
        .target(
            name: "HandbookProjectPipelines",
            dependencies: [
                .product(name: "PipelineKit", package: "pipeline"),
                .product(name: "StandardSteps", package: "pipeline"),
            ],
            path: "pipelines", swiftSettings: strict, plugins: [.plugin(name: "CodeDigests", package: "pipeline")]),
        // The program: the command line over these pipelines.
        .executableTarget(
            name: "handbook-project",
            dependencies: ["HandbookProjectPipelines", .product(name: "Commands", package: "pipeline")],
            swiftSettings: strict),
        .testTarget(
            name: "HandbookProjectPipelinesTests",
            dependencies: [
                "HandbookProjectPipelines",
                .product(name: "PipelineKit", package: "pipeline"),
                .product(name: "PipelineTesting", package: "pipeline"),
            ],
            swiftSettings: strict),
    ])
