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
    var last: String? { list.withLock { $0.last ?? nil } }
    func append(_ text: String?) { list.withLock { $0.append(text) } }
}
