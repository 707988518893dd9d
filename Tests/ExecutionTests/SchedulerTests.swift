import ContentHash
import ContentStore
import FileSystem
import PipelineKit
import Synchronization
import Testing

@testable import Execution

/// Whole runs with steps that are closures.
@Suite struct SchedulerTests {
    private let shop: Workshop

    init() throws { shop = try Workshop() }

    private static let chain: @Sendable (inout GraphBuilder) -> Void = { graph in
        let a = graph.step("a", Work())
        let b = graph.step("b", Work(Reference<[JSON]>.all([a.file.erased, a.folder.erased]).erased))
        graph.step("c", Work(b.value.erased))
    }

    @Test func `A run keeps every result and records it once`() async throws {
        let report = try await shop.run(Self.chain)
        #expect(report.status == .succeeded)
        #expect(report.endings == ["a succeeded", "b succeeded", "c succeeded"])
        #expect(report.steps.map(\.attempts) == [1, 1, 1])
        #expect(report.steps.map(\.seconds) == [2, 2, 2])
        #expect(report.warnings == [])
        #expect(
            shop.registry.log == [
                "begin r1", "start a 1: it has not run before", "attach a 7:7:7", "commit a",
                "start b 1: it has not run before", "attach b 7:7:7", "commit b", "start c 1: it has not run before",
                "attach c 7:7:7", "commit c", "finish succeeded",
            ])
        let file = SHA256.digest(of: "file of null")
        let result = try #require(shop.registry.commits.first)
        #expect(result.outputs["file"]?.text == #"{"$artifact":"file","digest":"\#(file.hex)"}"#)
        #expect(result.artifacts.map(\.name) == ["file", "folder"])
        #expect(result.artifacts.map(\.size) == [12, 1])
        #expect(result.isReusable)
        #expect(try shop.store.condition(of: file, form: .file, thorough: true) == .intact)
        let inputs = try #require(shop.registry.commits.dropFirst().first).inputs
        #expect(inputs.map(\.name) == ["input[0]", "input[1]"])
        #expect(inputs.map(\.size) == [12, 1])
        #expect(shop.job("b")?.inputs["input"]?["$value"]?.array?.first?["path"]?.string == shop.store.path(of: file))
        #expect(try Folders.names(in: "\(shop.store.root)/staging").isEmpty)
        let link = "\(shop.store.root)/runs/r1/a/outputs/file"
        #expect(try Files.readText(link) == "file of null")
        #expect(try Files.target(ofLink: link).hasPrefix("../../../../objects/"))
    }

    @Test(arguments: [-3600.0, 86_400])
    func `A clock that is set anew while a run goes on changes no duration`(jump: Double) async throws {
        let time = Mutex(1_800_000_000.0)
        let ask: @Sendable () -> Double = {
            time.withLock { time in
                time += jump
                return time
            }
        }
        let report = try await shop.run(Self.chain, now: ask)
        #expect(report.status == .succeeded)
        #expect(time.withLock { abs($0 - 1_800_000_000) } > 3 * abs(jump), "the clock was asked, and jumped")
        #expect((0..<3600).contains(report.seconds))
    }

    @Test func `The surroundings are found out while the first step runs, and recorded before the run ends`()
        async throws
    {
        let gate = Gate()
        let facts: @Sendable () async -> [String: String] = {
            gate.open()
            return ["git.dirty": "no"]
        }
        try await shop.run(
            Self.chain,
            body: { job, event in
                // Without the gate being opened meanwhile, the first step would wait for ever.
                await gate.wait()
                return try await Workshop.makesAll(job, event)
            }, facts: facts)
        #expect(shop.registry.log.contains("fact git.dirty no"))
        #expect(shop.registry.log.last == "finish succeeded")
        let cached = try await shop.run(Self.chain, facts: facts)
        #expect(cached.endings == ["a cached", "b cached", "c cached"])
        #expect(shop.registry.log.count { $0 == "fact git.dirty no" } == 2)
        #expect(shop.registry.log.last == "finish succeeded")
    }

    @Test func `A second run finds everything`() async throws {
        try await shop.run(Self.chain)
        shop.forget()
        let report = try await shop.run(Self.chain)
        #expect(report.endings == ["a cached", "b cached", "c cached"])
        #expect(report.secondsSaved == 6)
        #expect(shop.executed.isEmpty)
        #expect(
            shop.registry.log.suffix(5) == [
                "begin r1", "note a cached", "note b cached", "note c cached", "finish succeeded",
            ])
    }

    @Test func `A step that made the same bytes wakes nobody`() async throws {
        try await shop.run(Self.chain)
        shop.forget()
        let report = try await shop.run { graph in
            let a = graph.step("a", Work(seed: 1))
            let b = graph.step("b", Work(Reference<[JSON]>.all([a.file.erased, a.folder.erased]).erased))
            graph.step("c", Work(b.value.erased))
        }
        #expect(report.endings == ["a succeeded", "b cached", "c cached"])
        #expect(shop.executed == ["a"])
        #expect(report.steps[0].reason == "`seed` 0 → 1")
    }

    @Test func `A failure is recorded, and what depends on it is not started`() async throws {
        let report = try await shop.run(Self.chain) { job, event in
            event(.metric(name: "loss", value: 0.5, step: 1))
            event(.warning("odd"))
            throw Workshop.Stop(outcome: .failure(.exitCode, "exit code 3"))
        }
        #expect(report.status == .failed)
        #expect(
            report.endings == [
                "a failed (exit_code): exit code 3", "b upstream failed: a", "c upstream failed: a",
            ])
        #expect(report.warnings == ["a: odd"])
        #expect(
            shop.registry.log.dropFirst(3) == [
                "fail a failed exit_code: exit code 3", "note b upstream_failed", "note c upstream_failed",
                "finish failed",
            ])
        #expect(shop.registry.metrics.map(\.name) == ["loss"])
        #expect(
            shop.events == [
                "started a 1: it has not run before", "warning: a: odd", "ended a failed: exit code 3",
                "ended b upstream_failed: 'a' failed", "ended c upstream_failed: 'a' failed",
            ])
        #expect(try Folders.names(in: "\(shop.store.root)/staging").isEmpty)
    }

    @Test func `A retry tells why and waits as long as it should`() async throws {
        let left = Mutex(2)
        let report = try await shop.run { graph in
            graph.step("a", Work(), retry: RetryPolicy(attempts: 5, interval: .seconds(3), backoff: 2))
        } body: { job, event in
            let fails = left.withLock { left in
                left -= 1
                return left >= 0
            }
            if fails { throw Workshop.Stop(outcome: .failure(.signal, "ended by signal 9")) }
            return try await Workshop.makesAll(job, event)
        }
        #expect(report.endings == ["a succeeded"])
        #expect(report.steps[0].attempts == 3)
        #expect(shop.waited == [3, 6])
        #expect(
            shop.events.filter { $0.hasPrefix("retrying") } == [
                "retrying a after 1 in 3.0: ended by signal 9", "retrying a after 2 in 6.0: ended by signal 9",
            ])
        #expect(shop.registry.log.filter { $0.hasPrefix("fail") }.count == 2)
    }

    // MARK: - Cancelling

    @Test func `Cancelling ends what runs, and the run is cancelled`() async throws {
        let hasStarted = Gate()
        let report = try await shop.run(Self.chain) { _, _ in
            hasStarted.open()
            await Gate().wait()
            return .null
        } cancellation: {
            await hasStarted.wait()
            return true
        }
        #expect(report.status == .cancelled)
        #expect(report.endings == ["a cancelled", "b cancelled", "c cancelled"])
        #expect(
            shop.registry.log.dropFirst(3) == [
                "fail a cancelled -: cancelled", "note b cancelled", "note c cancelled", "finish cancelled",
            ])
    }

    @Test func `A run whose caller is cancelled is cancelled and recorded`() async throws {
        let hasStarted = Gate()
        let shop = shop
        let task = Task {
            try await shop.run(Self.chain) { _, _ in
                hasStarted.open()
                await Gate().wait()
                return .null
            }
        }
        await hasStarted.wait()
        task.cancel()
        let report = try await task.value
        #expect(report.status == .cancelled)
        #expect(shop.registry.log.last == "finish cancelled")
    }

    @Test func `A run that was done when it was cancelled has succeeded`() async throws {
        let hasEnded = Gate()
        let report = try await shop.run { graph in
            graph.step("a", Work())
        } cancellation: {
            await hasEnded.wait()
            return true
        } onEvent: { event in
            if case .ended = event { hasEnded.open() }
        }
        #expect(report.status == .succeeded)
    }

    @Test func `With fail-fast the run has failed, and what ran beside is cancelled`() async throws {
        let bothRun = Gate()
        let report = try await shop.run(
            { graph in
                graph.step("bad", Work(seed: 1))
                graph.step("other", Work(seed: 2))
            }, failFast: true
        ) { job, _ in
            if job.step == "bad" {
                await bothRun.wait()
                throw Workshop.Stop(outcome: .failure(.user, "no"))
            }
            bothRun.open()
            await Gate().wait()
            return .null
        }
        #expect(report.status == .failed)
        #expect(report.endings == ["bad failed (user): no", "other cancelled"])
    }

    // MARK: - The same work at once

    @Test func `Two runs that need the same work do it once`() async throws {
        let shop = shop
        let isWaitedFor = Gate()
        let reports = try await withThrowingTaskGroup(of: RunReport.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    try await shop.run { graph in
                        graph.step("a", Work())
                    } body: { job, event in
                        // Only when the other run waits for this one.
                        await isWaitedFor.wait()
                        return try await Workshop.makesAll(job, event)
                    } onEvent: { event in
                        if case .waiting = event { isWaitedFor.open() }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(shop.executed == ["a"])
        #expect(reports.flatMap(\.endings).sorted() == ["a cached", "a succeeded"])
        #expect(
            shop.events.filter { $0.hasPrefix("ended") }.sorted() == [
                "ended a cached: the same work was done meanwhile", "ended a succeeded: it has not run before",
            ])
    }

    @Test func `Two steps of one run that do the same work do it once`() async throws {
        let report = try await shop.run { graph in
            graph.step("a", Work())
            graph.step("b", Work())
        }
        #expect(shop.executed.count == 1)
        #expect(report.endings.map { $0.dropFirst(2) }.sorted() == ["cached", "succeeded"])
        #expect(shop.registry.log.filter { $0.hasPrefix("note") }.count == 1)
    }

    // MARK: - A journal that can't be written

    @Test(arguments: ["note", "start b", "fail"])
    func `A journal that can't be written ends the run with its error`(place: String) async throws {
        shop.registry.breaks(at: place)
        let hasStarted = Gate()
        let error = await #expect(throws: MemoryRegistry.Broken.self) {
            try await shop.run { graph in
                let a = graph.step("a", Work())
                graph.when(a.flag == false) { graph in graph.step("no", Work()) }
                graph.step("b", Work(a.value.erased))
                graph.step("beside", Work(seed: 3))
            } body: { job, event in
                if job.step == "beside" {
                    hasStarted.open()
                    // Until the run is cancelled.
                    await Gate().wait()
                    return .null
                }
                await hasStarted.wait()
                if place == "fail" { throw Workshop.Stop(outcome: .failure(.user, "no")) }
                return try await Workshop.makesAll(job, event)
            }
        }
        #expect(error?.description.hasPrefix("no room for '\(place)") == true)
        #expect(shop.registry.log.last == "finish failed")
        #expect(try Folders.names(in: "\(shop.store.root)/staging").isEmpty)
    }

    @Test func `A result that can't be recorded is a failure of its step`() async throws {
        shop.registry.breaks(at: "commit")
        let report = try await shop.run { graph in graph.step("a", Work()) }
        #expect(report.endings == ["a failed (disk_full): no room for 'commit a'"])
        #expect(shop.registry.log.suffix(2) == ["fail a failed disk_full: no room for 'commit a'", "finish failed"])
    }

    @Test func `A run that can't be begun does nothing`() async throws {
        shop.registry.breaks(at: "begin")
        await #expect(throws: MemoryRegistry.Broken.self) { try await shop.run(Self.chain) }
        #expect(shop.executed.isEmpty)
        #expect(shop.registry.log.isEmpty)
    }

    @Test func `An end that can't be recorded is told`() async throws {
        shop.registry.breaks(at: "finish")
        let error = await #expect(throws: MemoryRegistry.Broken.self) { try await shop.run(Self.chain) }
        #expect(error?.description == "no room for 'finish succeeded'")
    }

    @Test func `A failure before the attempt is recorded is recorded itself`() async throws {
        try Files.write("in the way", to: "\(shop.store.root)/runs")
        let report = try await shop.run { graph in graph.step("a", Work()) }
        #expect(report.status == .failed)
        #expect(shop.registry.log == ["begin r1", "note a failed", "finish failed"])
    }

    // MARK: - Maps and branches

    @Test func `Steps are reported in the order of the declaration, copies in the order of the items`() async throws {
        let report = try await shop.run { graph in
            let a = graph.step("a", Work())
            let values = graph.map("m", over: a.list) { item, graph in graph.step("each", Work(item.erased)).value }
            graph.when(a.flag == false) { graph in graph.step("no", Work()) }
            graph.step("end", Work(values.erased))
        }
        #expect(
            report.endings == [
                "a succeeded", "each[0] succeeded", "each[1] succeeded",
                "no skipped: a.flag == false does not hold: a.flag is true", "end succeeded",
            ])
        #expect(shop.registry.log.contains("note no skipped"))
        #expect(shop.job("end")?.inputs["input"]?["$value"] == [1, 1])
    }
}
