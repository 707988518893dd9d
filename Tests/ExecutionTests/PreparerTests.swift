import ContentHash
import ContentStore
import FileSystem
import PipelineKit
import Testing

@testable import Execution

/// Why a step runs, exactly.
@Suite struct PreparerTests {
    private let shop: Workshop

    init() throws { shop = try Workshop() }

    private static let train: @Sendable (inout GraphBuilder) -> Void = { graph in
        let epochs = graph.parameter("epochs", default: 10)
        graph.step("a", Work(epochs.erased))
    }

    private func reason(
        _ pipeline: @escaping @Sendable (inout GraphBuilder) -> Void = train, parameters: [String: JSON] = [:],
        context: PreparationContext? = nil
    ) async throws -> String {
        let report = try await shop.run(pipeline, parameters: parameters, context: context)
        return "\(report.steps[0].ending.text): \(report.steps[0].reason)"
    }

    @Test func `A changed parameter is named with both values`() async throws {
        #expect(try await reason(parameters: ["epochs": 10]) == "succeeded: it has not run before")
        #expect(try await reason(parameters: ["epochs": 10]) == "cached: ")
        #expect(try await reason(parameters: ["epochs": 12]) == "succeeded: `epochs` 10 → 12")
        #expect(try await reason(parameters: ["epochs": 10]) == "cached: ")
        #expect(try await reason(parameters: ["epochs": 11.0]) == "succeeded: `epochs` 10 → 11")
        #expect(try await reason(parameters: ["epochs": "x"]) == "succeeded: `epochs` 11 → \"x\"")
        #expect(try await reason(parameters: ["epochs": .null]) == "succeeded: `epochs` \"x\" → unset")
    }

    @Test func `Changed files of a folder are counted and named`() async throws {
        let path = "\(shop.folder.path)/images"
        func parameters() throws -> [String: JSON] {
            let digest = try shop.store.digest(of: path, form: .folder).digest
            return ["images": ArtifactReference(form: .folder, path: path, digest: digest).json]
        }
        let pipeline: @Sendable (inout GraphBuilder) -> Void = { graph in
            let images = graph.parameter("images", default: Folder(path: ""))
            graph.step("a", Work(images.erased))
        }
        try Folders.create("\(path)/in")
        for name in ["a", "b", "in/c", "in/d"] { try Files.write("1", to: "\(path)/\(name)") }
        _ = try await reason(pipeline, parameters: parameters())
        for name in ["a", "in/d"] { try Files.write("2", to: "\(path)/\(name)") }
        try Folders.create("\(path)/new")
        try Files.write("1", to: "\(path)/new/e")
        #expect(
            try await reason(pipeline, parameters: parameters())
                == "succeeded: `images`: 2 files changed, 1 added: a, in/d, new/e")
        for name in ["a", "b"] { try Files.remove("\(path)/\(name)") }
        for name in ["f", "g"] { try Files.write("1", to: "\(path)/\(name)") }
        #expect(
            try await reason(pipeline, parameters: parameters())
                == "succeeded: `images`: 2 files added, 2 removed: f, g, a …")
        try Files.setMode(0o755, of: "\(path)/f")
        #expect(try await reason(pipeline, parameters: parameters()) == "succeeded: `images`: 1 file changed: f")
        try Folders.create("\(path)/empty")
        #expect(try await reason(pipeline, parameters: parameters()) == "succeeded: `images`: 1 folder added: empty")
        for name in ["f", "g"] { try setTimes(of: "\(path)/\(name)", seconds: 1_700_000_000) }
        #expect(try await reason(pipeline, parameters: parameters()) == "cached: ")
    }

    @Test func `The one part of a property that changed is named`() async throws {
        func pipeline(_ value: JSON) -> @Sendable (inout GraphBuilder) -> Void {
            { graph in graph.step("a", Work(.init(value))) }
        }
        _ = try await reason(pipeline(["args": ["train", "--epochs", "10"], "n": 1]))
        #expect(
            try await reason(pipeline(["args": ["train", "--epochs", "12"], "n": 1]))
                == "succeeded: `input.args[2]` \"10\" → \"12\"")
        #expect(
            try await reason(pipeline(["args": ["train"], "n": 2]))
                == """
                succeeded: `input` {"args":["train","--epochs","12"],"n":1} → {"args":["train"],"n":2}
                """)
        #expect(try await reason(pipeline(.string(String(repeating: "x", count: 100)))).hasSuffix("xxx…"))
        let long = JSON.string(String(repeating: "x", count: 100))
        _ = try await reason(pipeline(["accuracy": 0.5, "report": long, "gone": 1, "same": 1]))
        #expect(
            try await reason(pipeline(["accuracy": 0.75, "report": "y", "new": 1, "same": 1]))
                == "succeeded: `input`: 4 fields changed: accuracy, gone, new, report")
    }

    @Test func `A changed digest of the code names the declarations`() async throws {
        let before = [KeyComponent(.code, "M.Train", value: String(repeating: "a", count: 64))]
        let after = [KeyComponent(.code, "M.Train", value: String(repeating: "b", count: 64))]
        let lists = ["a": "Train.run 1\nhelper 2\nsame 3\ngone 4", "b": "Train.run 9\nhelper 8\nsame 3\nnew 5"]
        func differences(_ lists: [String: String]) async -> [KeyDifference] {
            await KeyDifference.between(before, after, store: shop.store) { lists[String($0.prefix(1))] }
        }
        #expect(
            await differences(lists).map(\.description) == ["code of `Train` changed: `Train.run`, `gone`, `helper` …"])
        #expect(await differences(lists).first?.details == ["Train.run", "gone", "helper", "new"])
        #expect(await differences([:]).map(\.description) == ["code of `Train` changed"])
        #expect(await differences(lists).first?.old == "aaaaaaaaaaaa")
    }

    @Test func `What came and what went is told`() async {
        let old = [KeyComponent(.input, "seed", value: "1"), KeyComponent(.salt, "salt", value: "x")]
        let new = [
            KeyComponent(.input, "share", value: "0.5"), KeyComponent(.environment, "LANG", value: "\"C\""),
            KeyComponent(.program, "trainer", value: SHA256.digest(of: "").hex),
        ]
        let found = await KeyDifference.between(old, new, store: shop.store) { _ in nil }
        #expect(
            found.map(\.description) == [
                "environment `LANG` is new: \"C\"", "`seed` is gone: it was 1", "`share` is new: 0.5",
                "program `trainer` is new: e3b0c44298fc", "salt `salt` is gone: it was x",
            ])
    }

    @Test func `Variables, scripts and programs are named`() async throws {
        let needs = StepNeeds(environment: ["LANG"], scripts: ["run.py"], programs: [Program("tool")])
        let pipeline: @Sendable (inout GraphBuilder) -> Void = { graph in
            graph.step("a", Bare(images: .init(Folder(path: "x")), needs: needs))
        }
        let script = "\(shop.folder.path)/pipeline/run.py"
        let tool = "\(shop.folder.path)/tool"
        try Files.write("1", to: script)
        try Files.write("1", to: tool)
        try Files.setMode(0o755, of: tool)
        let plain = shop.context(environment: ["PATH": shop.folder.path])
        _ = try await reason(pipeline, context: plain)
        #expect(try await reason(pipeline, context: plain) == "cached: ")
        let other = shop.context(environment: ["PATH": shop.folder.path, "LANG": "C"])
        #expect(try await reason(pipeline, context: other) == "succeeded: environment `LANG` unset → \"C\"")
        #expect(shop.job("a")?.environment == ["LANG": "C"])
        #expect(shop.job("a")?.programs == ["tool": tool])
        let first = SHA256.digest(of: "1").short
        let second = SHA256.digest(of: "2").short
        try Files.write("2", to: script)
        #expect(try await reason(pipeline, context: other) == "succeeded: script `run.py` \(first) → \(second)")
        try Files.write("2", to: tool)
        try Files.setMode(0o755, of: tool)
        #expect(try await reason(pipeline, context: other) == "succeeded: program `tool` \(first) → \(second)")
        try Files.write("3", to: "\(tool).version")
        #expect(try await reason(pipeline, context: other).hasPrefix("succeeded: program `tool` \(second) → "))
        try Files.write("changed", to: "\(shop.folder.path)/program")
        #expect(try await reason(pipeline, context: other) == "succeeded: code of `Bare` changed")
    }

    @Test func `A missing script or program fails the step with what to do`() async throws {
        let program = Program("no-such-tool", help: "install it")
        func ending(_ needs: StepNeeds) async throws -> String {
            try await shop.run { graph in graph.step("a", Bare(images: .init(Folder(path: "x")), needs: needs)) }
                .endings[0]
        }
        #expect(
            try await ending(StepNeeds(programs: [program]))
                == "a failed (infrastructure): the program 'no-such-tool' is not there; install it")
        #expect(
            try await ending(StepNeeds(scripts: ["x.py"])) == """
                a failed (infrastructure): the script 'x.py' is not in the pipeline's folder '\(shop.folder.path)/pipeline'
                """)
    }

    @Test func `A step that is forced or never cached runs each time`() async throws {
        _ = try await reason(parameters: ["epochs": 10])
        #expect(
            try await reason(parameters: ["epochs": 10], context: shop.context(forced: ["a"])) == "succeeded: forced")
        #expect(try await reason(parameters: ["epochs": 10]) == "cached: ")
        let never: @Sendable (inout GraphBuilder) -> Void = { graph in graph.step("a", Work(), cache: .never) }
        #expect(try await reason(never) == "succeeded: its results are never cached")
        #expect(try await reason(never) == "succeeded: its results are never cached")
        #expect(shop.registry.commits.last?.isReusable == false)
    }

    @Test func `A result that is too old is made again`() async throws {
        let pipeline: @Sendable (inout GraphBuilder) -> Void = { graph in
            graph.step("a", Work(), cache: .expires(after: .seconds(60)))
        }
        _ = try await reason(pipeline)
        #expect(try await reason(pipeline, context: shop.context(time: 1060)) == "cached: ")
        #expect(
            try await reason(pipeline, context: shop.context(time: 1060.5))
                == "succeeded: its result is older than 60 s")
    }

    @Test func `A lost object makes the step run again with a warning`() async throws {
        let digest = SHA256.digest(of: "file of null")
        let pipeline: @Sendable (inout GraphBuilder) -> Void = { graph in graph.step("a", Work()) }
        _ = try await reason(pipeline)
        try shop.store.remove(digest)
        let missing = "the object \(digest.short) of its output 'file' is missing"
        let report = try await shop.run(pipeline)
        #expect(report.steps[0].reason == missing)
        #expect(report.warnings == ["a: \(missing); it runs again"])
        #expect(shop.registry.log.contains("invalidate"))
        #expect(try await reason(pipeline) == "cached: ")
    }

    @Test func `A damaged object is put aside, and the step runs again`() async throws {
        let digest = SHA256.digest(of: "file of null")
        let pipeline: @Sendable (inout GraphBuilder) -> Void = { graph in graph.step("a", Work()) }
        _ = try await reason(pipeline)
        try Files.write("file of nulL", to: shop.store.path(of: digest))
        let report = try await shop.run(pipeline)
        #expect(report.endings == ["a succeeded"])
        #expect(report.warnings == ["a: the object \(digest.short) of its output 'file' is damaged; it runs again"])
        #expect(try Folders.names(in: "\(shop.store.root)/quarantine").count == 1)
        #expect(try shop.store.condition(of: digest, form: .file, thorough: true) == .intact)
    }

    @Test func `A result that was withdrawn meanwhile is the reason, whatever ran last`() async throws {
        _ = try await reason(parameters: ["epochs": 10])
        let (key, digest) = (try #require(shop.registry.results.keys.first), SHA256.digest(of: "file of 10"))
        _ = try await reason(parameters: ["epochs": 20])
        try Files.write("file of 1!", to: shop.store.path(of: digest))
        #expect(try shop.store.quarantine(digest, form: .file) == .damaged)
        try await shop.registry.invalidate(key)
        #expect(
            try await reason(parameters: ["epochs": 10])
                == "succeeded: the object \(digest.short) of its output 'file' was damaged and is in quarantine")
    }
}
