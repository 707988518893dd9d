// swift-tools-version: 6.2
import Foundation
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]
let library = strict + [.enableUpcomingFeature("InternalImportsByDefault")]

// The core: declaring, planning, caching, scheduling, recording. Arrows point upwards in this list.
var targets: [Target] = [
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CFileSystem"),
    .target(name: "SyncPoints", swiftSettings: library),
    .target(name: "FileSystem", dependencies: ["CFileSystem", "SyncPoints"], swiftSettings: library),
    .target(name: "ContentHash", dependencies: ["CCrypto"], swiftSettings: library),
    .target(name: "PipelineKit", dependencies: ["ContentHash"], swiftSettings: library),
    .target(name: "ContentStore", dependencies: ["ContentHash", "FileSystem", "SyncPoints"], swiftSettings: library),
    .target(
        name: "Execution", dependencies: ["PipelineKit", "ContentStore", "ContentHash", "FileSystem", "SyncPoints"],
        swiftSettings: library),
    .target(name: "CSpawn"),
    .target(name: "Processes", dependencies: ["CSpawn", "FileSystem"], swiftSettings: library),
    .target(name: "HTTPRequests", dependencies: ["Processes", "FileSystem"], swiftSettings: library),
    .target(
        name: "LocalExecutor", dependencies: ["Execution", "Processes", "PipelineKit", "ContentHash", "FileSystem"],
        swiftSettings: library),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "Database", dependencies: ["CSQLite", "SyncPoints"], swiftSettings: library),
    .target(name: "Suggestions", swiftSettings: library),
    .target(name: "Scheduling", dependencies: ["FileSystem", "Suggestions"], swiftSettings: library),
    .target(
        name: "Registry",
        dependencies: [
            "Database", "Execution", "PipelineKit", "ContentHash", "FileSystem", "Scheduling", "Suggestions",
        ],
        swiftSettings: library),
    .target(
        name: "Notifications",
        dependencies: ["PipelineKit", "HTTPRequests", "ContentHash", "FileSystem", "Processes", "Suggestions"],
        swiftSettings: library),
    .target(name: "PipelineTesting", dependencies: ["PipelineKit"], swiftSettings: library),
]

// The steps, and the pipelines made of them.
targets += [
    .target(
        name: "StandardSteps", dependencies: ["PipelineKit", "Processes", "ContentHash", "FileSystem"],
        swiftSettings: library, plugins: ["CodeDigests"]),
    .target(name: "CCodecs", linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png")]),
    .target(name: "Imaging", dependencies: ["CCodecs"], swiftSettings: library),
    .target(
        name: "Datasets", dependencies: ["Imaging", "ContentHash", "FileSystem", "Suggestions"],
        swiftSettings: library),
    .target(name: "RecordIO", swiftSettings: library),
    .target(name: "Terminal", swiftSettings: library),
    .target(name: "Charts", dependencies: ["Terminal"], swiftSettings: library),
    .target(name: "Architectures", dependencies: ["Suggestions"], swiftSettings: library),
    .target(name: "TrainingJob", dependencies: ["Architectures"], swiftSettings: library),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
        name: "ModelFormats", dependencies: ["Architectures", "TrainingJob", "ContentHash", "CZlib"],
        swiftSettings: library),
    .target(name: "Archives", swiftSettings: library),
    .target(
        name: "Backups",
        dependencies: [
            "Archives", "Registry", "Database", "ContentStore", "Execution", "PipelineKit", "ContentHash", "FileSystem",
        ],
        swiftSettings: library),
    .target(
        name: "ModelExchange",
        dependencies: [
            "Archives", "ModelFormats", "HTTPRequests", "Registry", "ContentStore", "Execution", "PipelineKit",
            "Processes",
            "ContentHash", "FileSystem",
        ], swiftSettings: library),
    .target(
        name: "VisionSteps",
        dependencies: [
            "PipelineKit", "Architectures", "Datasets", "Imaging", "RecordIO", "TrainingJob", "Processes",
            "ContentHash",
            "FileSystem", "Charts", "Terminal",
        ], swiftSettings: library, plugins: ["CodeDigests"]),
    .target(
        name: "Pipelines",
        dependencies: ["PipelineKit", "StandardSteps", "VisionSteps", "Architectures", "TrainingJob", "ContentHash"],
        path: "pipelines",
        swiftSettings: strict, plugins: ["CodeDigests"]),
]

// The program.
targets += [
    .target(name: "Arguments", dependencies: ["Suggestions"], swiftSettings: library),
    .target(name: "Triggers", dependencies: ["Processes", "FileSystem"], swiftSettings: library),
    .target(name: "Scaffolding", dependencies: ["FileSystem"], swiftSettings: library),
    .target(
        name: "Commands",
        dependencies: [
            "Arguments", "Backups", "Charts", "ContentHash", "ContentStore", "Execution", "FileSystem", "LocalExecutor",
            "ModelExchange", "Notifications", "PipelineKit", "Processes", "Registry", "Scaffolding", "Scheduling",
            "Suggestions", "SyncPoints", "Terminal", "Triggers",
        ], swiftSettings: library),
    .target(
        name: "VisionCommands",
        dependencies: [
            "Commands", "Architectures", "Arguments", "Datasets", "Imaging", "HTTPRequests", "ModelExchange",
            "ModelFormats", "Processes", "RecordIO", "ContentHash", "FileSystem", "Suggestions", "Terminal",
            "TrainingJob",
        ],
        swiftSettings: library),
    .executableTarget(
        name: "pipeline", dependencies: ["Commands", "Pipelines", "VisionCommands"], swiftSettings: strict),
    .executableTarget(
        name: "fixture", dependencies: ["Commands", "VisionCommands", "PipelineKit", "StandardSteps"],
        path: "Tests/Fixture",
        swiftSettings: strict, plugins: ["CodeDigests"]),
]

// A project as `pipeline init` and `pipeline new` make it: what they write is built and tested here.
targets += [
    .target(
        name: "HandbookProjectPipelines", dependencies: ["PipelineKit", "StandardSteps"],
        path: "Tests/Handbook/pipelines",
        swiftSettings: strict, plugins: ["CodeDigests"]),
    .executableTarget(
        name: "handbook-project", dependencies: ["HandbookProjectPipelines", "Commands"],
        path: "Tests/Handbook/Sources/handbook-project",
        swiftSettings: strict),
    .testTarget(
        name: "HandbookProjectPipelinesTests",
        dependencies: ["HandbookProjectPipelines", "PipelineKit", "PipelineTesting"],
        path: "Tests/Handbook/Tests/HandbookProjectPipelinesTests", swiftSettings: strict),
]

// Tools: the sample dataset, the digests of code, the style.
targets += [
    .target(name: "SignRenderer", dependencies: ["Imaging"], swiftSettings: library),
    .executableTarget(name: "render-signs", dependencies: ["SignRenderer", "Imaging"], swiftSettings: strict),
    .executableTarget(
        name: "digest-code", dependencies: ["CCrypto"],
        swiftSettings: strict + [.unsafeFlags(["-I", syntaxLibrary])],
        linkerSettings: [
            .unsafeFlags(["-L", syntaxLibrary, "-Xlinker", "-rpath", "-Xlinker", syntaxLibrary]),
            .linkedLibrary("SwiftParser"), .linkedLibrary("SwiftSyntax"),
        ]),
    .plugin(name: "CodeDigests", capability: .buildTool(), dependencies: ["digest-code"]),
    .plugin(name: "Lint", capability: .command(intent: .custom(verb: "lint", description: "Checks the style."))),
]

// The trainer, where libtorch is.
if let torch = Libtorch.found {
    targets += [
        .target(
            name: "CTorch", cxxSettings: [.unsafeFlags(torch.includes + ["-w"])],
            linkerSettings: [.linkedLibrary("torch_cpu"), .linkedLibrary("c10"), .unsafeFlags(torch.links)]),
        .executableTarget(
            name: "pipeline-trainer",
            dependencies: [
                "CTorch", "Architectures", "ModelFormats", "TrainingJob", "RecordIO", "Imaging", "FileSystem",
            ],
            swiftSettings: strict, plugins: ["CodeDigests"]),
    ]
}

targets += [
    test("SyncPointsTests", ["SyncPoints"]),
    test("FileSystemTests", ["FileSystem"]),
    test("ContentHashTests", ["ContentHash"]),
    test("PipelineKitTests", ["PipelineKit", "ContentHash"]),
    test("ContentStoreTests", ["ContentStore", "ContentHash", "FileSystem"]),
    test("ExecutionTests", ["Execution", "PipelineKit", "ContentStore", "ContentHash", "FileSystem"]),
    test("ProcessesTests", ["Processes"]),
    test("HTTPRequestsTests", ["HTTPRequests"]),
    test("DatabaseTests", ["Database", "CSQLite"]),
    test("RegistryTests", ["Registry", "Database", "Execution", "PipelineKit", "ContentHash", "Scheduling"]),
    test("NotificationsTests", ["Notifications", "PipelineKit", "ContentHash"]),
    test("SuggestionsTests", ["Suggestions"]),
    test("SchedulingTests", ["Scheduling"]),
    test("ArgumentsTests", ["Arguments"]),
    test("TerminalTests", ["Terminal"]),
    test("TriggersTests", ["Triggers"]),
    test("ChartsTests", ["Charts", "Terminal"]),
    test("ScaffoldingTests", ["Scaffolding"]),
    test("ArchitecturesTests", ["Architectures"]),
    test("ImagingTests", ["Imaging"]),
    test("DatasetsTests", ["Datasets", "Imaging", "ContentHash", "PipelineTesting"]),
    test("RecordIOTests", ["RecordIO"]),
    test("SignRendererTests", ["SignRenderer", "Imaging"]),
    test(
        "VisionStepsTests",
        [
            "VisionSteps", "PipelineKit", "PipelineTesting", "Architectures", "Datasets", "Imaging", "RecordIO",
            "TrainingJob",
            "ContentHash",
        ],
        exclude: ["Golden"]),
    test(
        "PipelinesTests", ["Pipelines", "VisionSteps", "PipelineKit", "PipelineTesting", "ContentHash"],
        exclude: ["Golden"]),
    test("TrainerTests", ["Architectures", "ModelFormats", "TrainingJob", "RecordIO", "Imaging"], exclude: ["Golden"]),
    test("ModelFormatsTests", ["ModelFormats", "Architectures", "TrainingJob"], exclude: ["Golden"]),
    test("ModelExchangeTests", ["ModelExchange", "Archives"]),
    test("CodeDigestTests", []),
    // Servers and stand-ins that programs meet in tests.
    .target(name: "Surroundings", path: "Tests/Surroundings", swiftSettings: library),
    // How tests start the programs, and wait for them.
    .target(name: "ProgramTesting", path: "Tests/ProgramTesting", swiftSettings: library),
    test("ProgramTestingTests", ["ProgramTesting"]),
    test("CommandLineTests", ["ProgramTesting", "Surroundings"]),
    test("FaultTests", ["ProgramTesting", "Database", "Registry", "Processes", "ContentStore", "ContentHash"]),
    test("DocumentationTests", ["Surroundings", "Processes"]),
]

// The fuzzers, which `bin/fuzz` builds with what they need of the compiler.
if only.contains("fuzzers") {
    targets.append(
        .executableTarget(
            name: "fuzzers",
            dependencies: [
                "Archives", "Arguments", "Commands", "ContentHash", "ContentStore", "Database", "Datasets",
                "Execution", "FileSystem", "Imaging", "LocalExecutor", "ModelExchange", "ModelFormats",
                "Notifications", "PipelineKit", "Processes", "RecordIO", "Registry", "Scaffolding", "Scheduling",
                "TrainingJob", "VisionCommands",
            ], path: "Tests/Fuzzing", exclude: ["Corpus"], swiftSettings: strict))
}

/// The only targets to build, with what they need: `bin/fuzz` and `bin/sanitize` build a part of the package apart.
var only: Set<String> {
    Set((Context.environment["PIPELINE_ONLY"] ?? "").split(separator: " ").map(String.init))
}

if !only.isEmpty {
    var needed: Set<String> = []
    var more = only
    while needed != more {
        needed = more
        for target in targets where needed.contains(target.name) {
            for case .byNameItem(let name, _) in target.dependencies { more.insert(name) }
            for case .plugin(let name, _) in target.plugins ?? [] { more.insert(name) }
        }
    }
    targets.removeAll { !needed.contains($0.name) }
}

let package = Package(
    name: "pipeline",
    products: !only.isEmpty
        ? []
        : [
            .executable(name: "pipeline", targets: ["pipeline"]),
            .library(name: "Commands", targets: ["Commands"]),
            .library(name: "VisionCommands", targets: ["VisionCommands"]),
            .library(name: "Arguments", targets: ["Arguments"]),
            .library(name: "Terminal", targets: ["Terminal"]),
            .library(name: "PipelineKit", targets: ["PipelineKit"]),
            .library(name: "StandardSteps", targets: ["StandardSteps"]),
            .library(name: "VisionSteps", targets: ["VisionSteps", "TrainingJob"]),
            .library(name: "PipelineTesting", targets: ["PipelineTesting"]),
            .plugin(name: "CodeDigests", targets: ["CodeDigests"]),
        ], targets: targets, cxxLanguageStandard: .cxx17)

func test(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// The folder of SwiftSyntax in the toolchain that builds the package.
var syntaxLibrary: String {
    for folder in (Context.environment["PATH"] ?? "").split(separator: ":") {
        let compiler = URL(fileURLWithPath: "\(folder)/swiftc")
        guard FileManager.default.fileExists(atPath: compiler.path) else { continue }
        let usr = compiler.resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        return usr.appendingPathComponent("lib/swift/host").path
    }
    return "/usr/lib/swift/host"
}

/// Where libtorch is: `PIPELINE_TORCH` is the folder with its `include` and `lib`, or `debian` for the system's packages.
struct Libtorch {
    let includes: [String]
    let links: [String]

    static var found: Libtorch? {
        let place = Context.environment["PIPELINE_TORCH"] ?? ""
        switch place {
        case "": return nil
        case "debian": return Libtorch(includes: ["-isystem", "/usr/include/torch/csrc/api/include"], links: [])
        default:
            let api = "\(place)/include/torch/csrc/api/include"
            // Nothing names a symbol of it: it makes itself known when it is loaded.
            let hasCUDA = FileManager.default.fileExists(atPath: "\(place)/lib/libtorch_cuda.so")
            let cuda = ["-Xlinker", "--no-as-needed", "-ltorch_cuda", "-Xlinker", "--as-needed"]
            return Libtorch(
                includes: ["-isystem", "\(place)/include", "-isystem", api],
                links: ["-L\(place)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(place)/lib"] + (hasCUDA ? cuda : []))
        }
    }
}
