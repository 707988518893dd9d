import ContentHash
import ContentStore
import FileSystem
import PipelineKit
import Synchronization
import Testing

@testable import Execution

/// What an attempt leaves for the next one at the same work.
@Suite struct CheckpointTests {
    private let shop: Workshop

    init() throws { shop = try Workshop() }

    /// The text in the step's checkpoint before this attempt; afterwards it is `text`.
    private static func replace(by text: String, for job: StepJob) throws -> String? {
        let before = try? Files.readText("\(job.checkpointFolder)/text")
        try Folders.create(job.checkpointFolder)
        try Files.write(text, to: "\(job.checkpointFolder)/text")
        return before
    }

    /// Runs the step `a`, whose attempts leave the texts one after another; the last one succeeds, unless it may not.
    /// - Returns: What the last attempt found.
    private func found(
        _ texts: String..., input: Int = 1, forced: Set<String> = [], succeeds: Bool = true
    ) async throws -> String? {
        let found = Texts()
        let report = try await shop.run(
            { graph in graph.step("a", Work(Reference(input).erased), retry: RetryPolicy(attempts: texts.count)) },
            context: shop.context(forced: forced)
        ) { job, event in
            let text = texts[found.count]
            found.append(try Self.replace(by: text, for: job))
            guard succeeds, found.count == texts.count else {
                throw Workshop.Stop(outcome: .failure(.exitCode, "ended in the middle"))
            }
            return try await Workshop.makesAll(job, event)
        }
        #expect(report.status == (succeeds ? .succeeded : .failed))
        return found.last
    }

    private var kept: [String] {
        get throws { try shop.store.checkpoints().map { shop.store.checkpointFolder(ofWork: $0) } }
    }

    @Test func `A further attempt finds what the one before left, and success removes it`() async throws {
        #expect(try await found("one", "two", "three") == "two")
        #expect(try kept.isEmpty)
    }

    @Test func `A later run finds what a failed one left`() async throws {
        #expect(try await found("one", succeeds: false) == nil)
        #expect(try kept.count == 1)
        #expect(try await found("two", succeeds: false) == "one")
        #expect(try await found("three") == "two")
        #expect(try kept.isEmpty)
    }

    @Test func `Other work finds nothing, and leaves what is not its own`() async throws {
        _ = try await found("one", succeeds: false)
        #expect(try await found("two", input: 2) == nil)
        #expect(try await found("three", input: 1) == "one")
    }

    // MARK: - What is read for it

    private var script: String { "\(shop.folder.path)/pipeline/train.py" }

    /// Runs a step that declares a script; its attempts fail after what the test does, and leave what they read.
    /// - Returns: What the attempts found, and what the run told.
    private func train(
        attempts: Int = 1, meanwhile: @escaping @Sendable (String) throws -> Void = { _ in },
        inPause: @escaping @Sendable (String) throws -> Void = { _ in }
    ) async throws -> (found: [String?], warnings: [String]) {
        let (found, script) = (Texts(), script)
        let report = try await shop.run(
            { graph in
                graph.step(
                    "a", Bare(images: Reference(Folder(path: "")), needs: StepNeeds(scripts: ["train.py"])),
                    retry: RetryPolicy(attempts: attempts))
            },
            body: { job, _ in
                found.append(try Self.replace(by: try Files.readText(script), for: job))
                try meanwhile(script)
                throw Workshop.Stop(outcome: .failure(.exitCode, "ended in the middle"))
            }, pause: { _ in try? inPause(script) })
        return (found.all, report.warnings)
    }

    @Test func `What an attempt left that ran another script is dropped`() async throws {
        try Files.write("1", to: script)
        let (old, new) = (SHA256.digest(of: "1").short, SHA256.digest(of: "2").short)
        // The second attempt begins where the first one ended, by which time the script is another one.
        let edited = try await train(attempts: 2, inPause: { try Files.write("2", to: $0) })
        #expect(edited.found == [nil, "1"])
        #expect(
            edited.warnings == ["a: script `train.py` \(old) → \(new) while it ran, so the next attempt begins anew"])
        #expect(try kept.isEmpty)
        try Files.write("1", to: script)
        #expect(try await train().found == [nil])
        #expect(try await train().found == ["1"])
    }

    @Test func `What an attempt left whose script changed and changed back is dropped`() async throws {
        try Files.write("1", to: script)
        let edited = try await train { script in
            try Files.write("2", to: script)
            try Files.write("1", to: script)
        }
        #expect(edited.warnings == ["a: script `train.py` changed while it ran, so the next attempt begins anew"])
        #expect(try await train().found == [nil])
    }

    @Test func `What a process may still write to is not gone on with`() async throws {
        let report = try await shop.run({ graph in graph.step("a", Work()) }) { job, _ in
            _ = try Self.replace(by: "one", for: job)
            throw Workshop.Stop(outcome: .failure(.exitCode, "ended in the middle"), isOver: false)
        }
        #expect(
            report.warnings == [
                "a: a process that it left behind can't be ended and may still write, so the next attempt begins anew"
            ])
        #expect(try kept.isEmpty)
    }

    @Test(arguments: [true, false])
    func `What such a process writes again after an attempt is not gone on with`(_ succeeds: Bool) async throws {
        let found = Texts()
        func attempt() async throws -> [String] {
            try await shop.run({ graph in graph.step("a", Work()) }) { job, event in
                found.append(try Self.replace(by: "one", for: job))
                guard succeeds else {
                    throw Workshop.Stop(outcome: .failure(.exitCode, "ended in the middle"), isOver: false)
                }
                throw Workshop.Stop(outcome: .output(try await Workshop.makesAll(job, event)), isOver: false)
            }.warnings
        }
        _ = try await attempt()
        #expect(try kept.isEmpty)
        let folder = try #require(shop.job("a")).checkpointFolder
        try Folders.create(folder)
        try Files.write("half", to: "\(folder)/text")
        #expect(try await attempt().first == "a: it begins anew, as checkpoints that were dropped are there again")
        #expect(found.all == [nil, nil])
    }

    @Test func `What was left when nobody had written to a script is of use after somebody did`() async throws {
        try Files.write("1", to: script)
        #expect(try await train().found == [nil])
        try Files.write("2", to: script)
        try Files.write("1", to: script)
        let later = try await train()
        #expect(later.found == ["1"])
        #expect(later.warnings.isEmpty)
    }

    @Test func `A forced step starts anew, and its own further attempts go on`() async throws {
        _ = try await found("one", succeeds: false)
        #expect(try await found("two", forced: ["a"], succeeds: false) == nil)
        #expect(try await found("three", "four", forced: ["a"]) == "three")
    }
}

/// Texts that attempts found, in order.
private final class Texts: Sendable {
    private let list = Mutex<[String?]>([])

    var count: Int { list.withLock { $0.count } }
    var all: [String?] { list.withLock { $0 } }
    var last: String? { list.withLock { $0.last ?? nil } }
    func append(_ text: String?) { list.withLock { $0.append(text) } }
}
