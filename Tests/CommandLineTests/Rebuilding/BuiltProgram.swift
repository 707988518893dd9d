import Foundation
import ProgramTesting

/// A small program with a pipeline, which a test edits and builds again as the plugin of the package would.
struct BuiltProgram {
    let place: Workplace
    private let folder: String

    init(in place: Workplace) throws {
        self.place = place
        folder = "\(place.path)/greeting"
        for (name, text) in Self.sources { try place.write(text, to: "greeting/\(name)") }
    }

    /// Replaces a text in a source; the text must be there.
    func edit(_ name: String, _ old: String, _ new: String) throws {
        let text = try place.read("greeting/\(name)")
        guard text.contains(old) else { throw Failure(description: "'\(old)' is not in \(name)") }
        try place.write(text.replacingOccurrences(of: old, with: new), to: "greeting/\(name)")
    }

    /// Digests the code, compiles it, and runs the pipeline.
    func buildAndRun() throws -> RunDocument {
        try build()
        return try RunDocument(try run("run", "greeting", "--json"))
    }

    func run(_ arguments: String...) throws -> Outcome {
        try RunningProgram(
            "\(folder)/program", arguments, environment: ["PATH": "/usr/bin:/bin"], folder: place.project,
            files: "\(place.path)/\(UUID().uuidString.prefix(8))"
        ).outcome()
    }

    private func build() throws {
        let sources = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
            .map { "\(folder)/\($0)" }
        let own = sources.filter { !$0.hasSuffix("/CodeDigests.swift") }
        let kit = "\(Program.package)/Sources/PipelineKit"
        let parts = try FileManager.default.subpathsOfDirectory(atPath: kit).filter { $0.hasSuffix(".swift") }
            .map { "\(kit)/\($0)" }
        try succeed(
            Self.digester,
            ["--output", "\(folder)/CodeDigests.swift", "--module", "swift", "greeting", folder]
                + own.flatMap { ["--source", $0] } + ["--module", "swift", "PipelineKit", kit]
                + parts.flatMap { ["--source", $0] })
        try succeed(
            "/usr/bin/env",
            [
                "swiftc", "-swift-version", "6", "-parse-as-library", "-module-name", "greeting", "-o",
                "\(folder)/program",
            ]
                + (Sanitizer.present?.options ?? []) + Self.modules + own + ["\(folder)/CodeDigests.swift"]
                + (try Self.objects))
    }

    private func succeed(_ path: String, _ arguments: [String]) throws {
        let outcome = try Outcome.of(path, arguments)
        guard outcome.code == 0 else { throw Failure(description: "\(path): \(outcome)") }
    }

    struct Failure: Error, CustomStringConvertible { let description: String }

    /// The tool is built for the machine that builds, and under its own name where everything is built.
    private static var digester: String {
        [Program.digester.path, Program.digester.path + "-tool"]
            .first { FileManager.default.isExecutableFile(atPath: $0) } ?? Program.digester.path
    }

    private static var modules: [String] {
        let maps = [
            "\(Program.package)/Sources/CSQLite/module.modulemap",
            "\(Program.package)/Sources/CCrypto/module.modulemap",
            "\(Program.package)/Sources/CFileSystem/module.modulemap",
            "\(Program.package)/Sources/CZlib/module.modulemap",
            "\(Program.buildFolder)/CSpawn.build/module.modulemap",
        ]
        return ["-I", "\(Program.buildFolder)/Modules", "-lsqlite3", "-lcrypto", "-ljpeg", "-lpng", "-lz"]
            + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
    }

    /// What the fixture is linked from, without the fixture.
    private static var objects: [String] {
        get throws {
            let list = "\(Program.buildFolder)/fixture.product/Objects.LinkFileList"
            return try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n")
                .map { $0.trimmingCharacters(in: ["'"]) }.filter { !$0.contains("/fixture.build/") }
        }
    }

    private static let sources = [
        "Main.swift": """
        import Commands
        import PipelineKit

        @main
        struct Main {
            static func main() async { await PipelineProgram(pipelines: [Greeting()]).run() }
        }

        """,
        "Greeting.swift": """
        import PipelineKit

        struct Greeting: Pipeline {
            static let name = "greeting"

            func declare(in graph: inout GraphBuilder) {
                let shout = graph.step("shout", Shout(text: "hello"))
                graph.step("frame", Frame(text: shout.text))
                graph.step("count", Count(text: "hello"))
            }
        }

        """,
        "Steps.swift": """
        import PipelineKit

        struct Shout: Step {
            struct Output: Codable, Sendable { var text: String }
            @Input var text: String

            func run(in context: StepContext) async throws -> Output { Output(text: loud(text)) }
        }

        struct Frame: Step {
            struct Output: Codable, Sendable { var text: String }
            @Input var text: String

            func run(in context: StepContext) async throws -> Output { Output(text: "*\\(text)*") }
        }

        struct Count: Step {
            struct Output: Codable, Sendable { var length: Int }
            @Input var text: String

            func run(in context: StepContext) async throws -> Output { Output(length: text.count) }
        }

        """,
        "Helper.swift": """
        func loud(_ text: String) -> String { text.uppercased() + mark }

        let mark = "!"

        """,
    ]
}
