extension ProjectTemplate {
    /// The manifest of the project's package.
    var manifest: TemplateFile {
        let package = swiftLiteral(package.identity)
        return TemplateFile(
            "Package.swift",
            """
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
                name: "\(name.text)",
                dependencies: [\(self.package.dependency)],
                targets: [
                    // The pipelines, a folder each. The plugin makes a digest of every step's code: a step runs again when its
                    // code, or that of a helper it uses, is not what it was.
                    .target(
                        name: "\(name.module)",
                        dependencies: [
                            .product(name: "PipelineKit", package: \(package)),
                            .product(name: "StandardSteps", package: \(package)),
                        ],
                        path: "pipelines", swiftSettings: strict, plugins: [.plugin(name: "CodeDigests", package: \(package))]),
                    // The program: the command line over these pipelines.
                    .executableTarget(
                        name: "\(name.text)",
                        dependencies: ["\(name.module)", .product(name: "Commands", package: \(package))],
                        swiftSettings: strict),
                    .testTarget(
                        name: "\(name.module)Tests",
                        dependencies: [
                            "\(name.module)",
                            .product(name: "PipelineKit", package: \(package)),
                            .product(name: "PipelineTesting", package: \(package)),
                        ],
                        swiftSettings: strict),
                ])

            """)
    }
}
