import ContentHash
import PipelineKit
import Testing

@testable import Execution

/// What is done when; without anything being done.
@Suite struct RunStateTests {
    private func value(_ text: String) throws -> JSON { try JSON(parsing: text) }

    @Test func `Steps are prepared when what they read is known, and finish ends the run`() throws {
        var run = try RunSimulation { graph in
            let a = graph.step("a", Work())
            let b = graph.step("b", Work(a.value.erased))
            graph.step("c", Work(Reference<[Int]>.all([a.value, b.value]).erased))
            graph.step("d", Work(), dependsOn: [b])
        }
        run.run()
        #expect(
            run.log == [
                "prepare a", "start a", "prepare b", "start b", "prepare c", "prepare d", "start c", "start d",
                "finish",
            ])
        #expect(run.prepared[StepInstance("c")]?.text == #"{"input":{"$value":[1,1]},"seed":0}"#)
        #expect(Set(run.endings.values) == ["succeeded"])
    }

    @Test func `A graph without steps finishes at once`() throws {
        var run = try RunSimulation { _ in }
        #expect(run.start().map(\.text) == ["finish"])
    }

    @Test func `A result that is found is not attempted`() throws {
        var run = try RunSimulation { graph in
            let a = graph.step("a", Work())
            graph.step("b", Work(a.value.erased))
        }
        run.run { instance, _ in .found(instance, outputs: .made()) }
        #expect(run.log == ["prepare a", "prepare b", "finish"])
        #expect(run.endings == ["a": "cached", "b": "cached"])
    }

    @Test func `Parameters are put in their places`() throws {
        var run = try RunSimulation(
            { graph in
                let limit = graph.parameter("limit", default: 1.5)
                graph.step("a", Work(limit.erased))
            }, parameters: ["limit": 2.5])
        run.run()
        #expect(run.prepared[StepInstance("a")]?.text == #"{"input":{"$value":2.5},"seed":0}"#)
    }

    // MARK: - Resources

    @Test func `No more steps run at once than there are jobs, in the order of the declaration`() throws {
        var run = try RunSimulation(
            { graph in for name in ["a", "b", "c", "d"] { graph.step(name, Work()) } }, jobs: 2)
        _ = run.start()
        for name in ["a", "b", "c", "d"] { _ = run.handle(.missed(StepInstance(name))) }
        _ = run.handle(.ended(StepInstance("b"), .succeeded(outputs: .made())))
        _ = run.handle(.ended(StepInstance("a"), .succeeded(outputs: .made())))
        #expect(
            run.log == [
                "prepare a", "prepare b", "prepare c", "prepare d", "start a", "start b", "start c", "start d",
            ])
    }

    @Test func `One job at a time means the order of the declaration, whichever key is made first`() throws {
        var run = try RunSimulation({ graph in for name in ["c", "a", "b"] { graph.step(name, Work()) } }, jobs: 1)
        _ = run.start()
        for name in ["b", "a", "c"] { _ = run.handle(.missed(StepInstance(name))) }
        for name in ["c", "a"] { _ = run.handle(.ended(StepInstance(name), .succeeded(outputs: .made()))) }
        #expect(run.log.dropFirst(3) == ["start c", "start a", "start b"])
    }

    @Test(arguments: [
        (nil, 2, ["0", "1"]), (nil, 0, []), ("", 2, []), ("-1", 2, []), ("1", 2, ["1"]), ("1, 0", 2, ["1", "0"]),
        ("GPU-8932f937,MIG-c7,0", 2, ["GPU-8932f937", "MIG-c7", "0"]), ("0,2,1", 2, ["0"]), ("0,0,1", 2, ["0"]),
        ("0,,1", 2, ["0"]), ("NoDevFiles", 2, []), ("0", 0, []),
    ])
    func `Only gpus are handed out that CUDA shows`(_ list: String?, _ count: Int, _ names: [String]) {
        #expect(VisibleGPUs.names(list, of: count) == names)
    }

    @Test func `Gpus that have names are handed out by them, and in their order again`() throws {
        var pool = ResourcePool(capacity: Resources(cpus: 4, gpus: 3), jobs: 9, gpus: ["3", "GPU-b", "GPU-a"])
        let grants = [2, 1].compactMap { pool.take(Resources(gpus: $0)) }
        #expect(grants.map(\.gpus) == [["3", "GPU-b"], ["GPU-a"]])
        for grant in grants.reversed() { pool.give(back: grant) }
        let all = pool.take(Resources(gpus: 3))
        #expect(all?.gpus == ["3", "GPU-b", "GPU-a"])
    }

    @Test func `Cores, memory and gpus are handed out and taken back`() throws {
        var pool = ResourcePool(capacity: Resources(cpus: 4, memory: .bytes(100), gpus: 3), jobs: 9)
        var grants: [ResourcePool.Grant] = []
        func take(_ cpus: Int, _ bytes: Int64 = 0, _ gpus: Int = 0) -> [String]? {
            guard let grant = pool.take(Resources(cpus: cpus, memory: .bytes(bytes), gpus: gpus)) else { return nil }
            grants.append(grant)
            return grant.gpus
        }
        #expect(take(3, 0, 1) == ["0"])
        #expect(take(2) == nil)
        #expect(take(1, 60) == [])
        #expect(take(0, 60) == nil)
        pool.give(back: grants[0])
        #expect(take(1, 0, 2) == ["0", "1"])
        #expect(take(99, 999) == nil)
        pool.give(back: grants[1])
        #expect(take(1, 0, 1) == ["2"])
        pool.give(back: grants[2])
        pool.give(back: grants[3])
        // Who asks for more than there is gets all of it.
        #expect(take(99, 999) == [])
        #expect(grants.last?.resources == Resources(cpus: 4, memory: .bytes(100)))
        #expect(take(1) == nil)
        #expect(take(0) == [])
    }

    @Test func `A step that does not fit now lets smaller ones pass`() throws {
        var run = try RunSimulation(
            { graph in
                graph.step("first", Work(), resources: .init(cpus: 1, gpus: 1))
                graph.step("large", Work(), resources: .init(cpus: 2))
                graph.step("small", Work(), resources: .init(cpus: 1, gpus: 1))
            }, capacity: Resources(cpus: 2, gpus: 2))
        _ = run.start()
        for name in ["first", "large", "small"] { _ = run.handle(.missed(StepInstance(name))) }
        _ = run.handle(.ended(StepInstance("first"), .succeeded(outputs: .made())))
        _ = run.handle(.ended(StepInstance("small"), .succeeded(outputs: .made())))
        #expect(run.log.dropFirst(3) == ["start first on 0", "start small on 1", "start large"])
    }

    @Test(arguments: [(0, ["start a", "start b"]), (1, ["start a on 0"]), (3, ["start a on 0,1", "start b on 2"])])
    func `Optional gpus are had where they are there`(_ gpus: Int, _ started: [String]) throws {
        var run = try RunSimulation(
            { graph in
                graph.step("a", Work(), resources: .init(optionalGPUs: 2))
                graph.step("b", Work(), resources: .init(optionalGPUs: 1))
            }, capacity: Resources(cpus: 2, gpus: gpus))
        _ = run.start()
        for name in ["a", "b"] { _ = run.handle(.missed(StepInstance(name))) }
        #expect(run.log.suffix(started.count) == started[...])
    }

    @Test func `A step that asks for more gpus than there are fails, and with no jobs there is one`() throws {
        var run = try RunSimulation(
            { graph in
                graph.step("a", Work(), resources: .init(gpus: 2))
                graph.step("b", Work())
            }, capacity: Resources(cpus: 1, gpus: 1), jobs: 0)
        run.run()
        #expect(
            run.endings == [
                "a": "failed (infrastructure): it asks for 2 gpus, and this machine has 1", "b": "succeeded",
            ])
    }

    // MARK: - Failure

    private static let chain: @Sendable (inout GraphBuilder) -> Void = { graph in
        let a = graph.step("a", Work())
        let b = graph.step("b", Work(a.value.erased))
        graph.step("c", Work(b.value.erased))
        graph.step("ordered", Work(), dependsOn: [b])
        graph.step("free", Work())
        graph.step("after", Work(), dependsOn: [a])
    }

    @Test func `A failure stops what depends on it and nothing else`() throws {
        var run = try RunSimulation(Self.chain)
        run.run { instance, _ in
            .ended(
                instance, instance.step == "b" ? .failed(.exitCode, message: "exit 3") : .succeeded(outputs: .made()))
        }
        #expect(
            run.endings == [
                "a": "succeeded", "b": "failed (exit_code): exit 3", "c": "upstream failed: b",
                "ordered": "upstream failed: b", "free": "succeeded", "after": "succeeded",
            ])
        #expect(run.log.last == "finish")
    }

    @Test func `What cannot be prepared fails`() throws {
        var run = try RunSimulation { graph in
            let a = graph.step("a", Work())
            graph.step("b", Work(a.value.erased))
        }
        run.run { instance, _ in .unprepared(instance, .infrastructure, message: "no script") }
        #expect(run.endings == ["a": "failed (infrastructure): no script", "b": "upstream failed: a"])
    }

    @Test func `With fail-fast a failure cancels everything that runs or waits`() throws {
        var run = try RunSimulation(Self.chain, jobs: 2, failFast: true)
        _ = run.start()
        _ = run.handle(.missed(StepInstance("a")))
        _ = run.handle(.missed(StepInstance("free")))
        _ = run.handle(.ended(StepInstance("a"), .failed(.user, message: "no")))
        _ = run.handle(.ended(StepInstance("free"), .cancelled))
        #expect(
            run.log == [
                "prepare a", "prepare free", "start a", "start free", "cancel free", "b upstream failed: a",
                "after upstream failed: a", "c upstream failed: a", "ordered upstream failed: a", "finish",
            ])
        #expect(run.endings["free"] == "cancelled")
    }

    @Test func `A failure of a kind to retry is tried again after a pause`() throws {
        var run = try RunSimulation { graph in
            graph.step("a", Work(), retry: RetryPolicy(on: [.timeout], attempts: 3))
            graph.step("b", Work(), retry: RetryPolicy(on: [.timeout], attempts: 3))
        }
        var left = 2
        run.run { instance, _ in
            if instance.step == "b" { return .ended(instance, .failed(.exitCode, message: "exit 1")) }
            left -= 1
            return .ended(instance, left < 0 ? .succeeded(outputs: .made()) : .failed(.timeout, message: "after 5 s"))
        }
        #expect(
            run.log.filter { $0.contains(" a") } == [
                "prepare a", "start a", "pause a after 1: after 5 s", "start a again",
            ])
        #expect(run.state.attempt(of: StepInstance("a")) == 2)
        #expect(run.endings == ["a": "succeeded", "b": "failed (exit_code): exit 1"])
    }

    @Test func `The last attempt's failure is the step's`() throws {
        var run = try RunSimulation { graph in
            graph.step("a", Work(), retry: RetryPolicy(on: [.exitCode], attempts: 2))
        }
        run.run { instance, _ in .ended(instance, .failed(.exitCode, message: "exit 1")) }
        #expect(run.log == ["prepare a", "start a", "pause a after 1: exit 1", "start a again", "finish"])
        #expect(run.endings == ["a": "failed (exit_code): exit 1"])
    }

    @Test func `After memory ran out a step is handed twice as much, or all where it never said how much`() throws {
        var run = try RunSimulation(
            { graph in
                let resources = Resources(cpus: 1, memory: .gigabytes(3))
                graph.step("a", Work(), resources: resources, retry: RetryPolicy(attempts: 3))
                graph.step("b", Work(), retry: RetryPolicy(attempts: 2))
            }, capacity: Resources(cpus: 4, memory: .gigabytes(10)))
        var handed: [String] = []
        var open = run.start()
        while !open.isEmpty {
            switch open.removeFirst() {
            case .prepare(let instance, _): open += run.handle(.missed(instance))
            case .start(let instance, _, let grant):
                handed.append("\(instance) \(grant.resources.memory.bytes / 1_000_000_000)")
                open += run.handle(.ended(instance, .failed(.outOfMemory, message: "memory ran out")))
            case .pause(let instance, _, _): open += run.handle(.resumed(instance))
            case .settle, .cancel, .finish: continue
            }
        }
        #expect(handed.filter { $0.hasPrefix("a") } == ["a 3", "a 6", "a 10"])
        #expect(handed.filter { $0.hasPrefix("b") } == ["b 0", "b 10"])
    }

    // MARK: - Cancelling

    @Test func `Cancelling ends preparations, attempts and pauses, and starts nothing more`() throws {
        var run = try RunSimulation(
            { graph in
                let a = graph.step("running", Work())
                graph.step("pausing", Work(), retry: RetryPolicy(attempts: 3))
                graph.step("preparing", Work())
                graph.step("preparing_too", Work())
                graph.step("ready", Work())
                graph.step("waiting", Work(a.value.erased))
            }, jobs: 2)
        _ = run.start()
        for name in ["running", "pausing", "ready"] { _ = run.handle(.missed(StepInstance(name))) }
        let before = run.log.count
        _ = run.handle(.ended(StepInstance("pausing"), .failed(.timeout, message: "late")))
        #expect(run.log.dropFirst(before) == ["pause pausing after 1: late", "start ready"])
        _ = run.handle(.ended(StepInstance("ready"), .failed(.user, message: "no")))
        let cancelled = run.log.count
        _ = run.handle(.cancelled)
        _ = run.handle(.cancelled)
        _ = run.handle(.missed(StepInstance("preparing")))
        _ = run.handle(.unprepared(StepInstance("preparing_too"), .infrastructure, message: "interrupted"))
        _ = run.handle(.resumed(StepInstance("pausing")))
        _ = run.handle(.ended(StepInstance("running"), .failed(.signal, message: "ended by signal 15")))
        #expect(
            run.log.dropFirst(cancelled) == [
                "cancel pausing", "cancel preparing", "cancel preparing_too", "cancel running", "preparing cancelled",
                "preparing_too cancelled", "pausing cancelled", "waiting upstream failed: running", "finish",
            ])
        #expect(run.endings["ready"] == "failed (user): no")
    }

    @Test func `A step that succeeded while the run was cancelled has succeeded`() throws {
        var run = try RunSimulation(Self.chain, jobs: 1)
        _ = run.start()
        _ = run.handle(.missed(StepInstance("a")))
        _ = run.handle(.missed(StepInstance("free")))
        _ = run.handle(.cancelled)
        _ = run.handle(.ended(StepInstance("a"), .succeeded(outputs: .made())))
        #expect(
            run.endings == [
                "a": "succeeded", "b": "cancelled", "c": "cancelled", "ordered": "cancelled", "free": "cancelled",
                "after": "cancelled",
            ])
        #expect(run.log.last == "finish")
    }

    @Test func `Cancelling before anything runs cancels all`() throws {
        var run = try RunSimulation(Self.chain)
        _ = run.start()
        _ = run.handle(.cancelled)
        _ = run.handle(.found(StepInstance("free"), outputs: .made()))
        _ = run.handle(.missed(StepInstance("a")))
        #expect(run.endings["free"] == "cached")
        #expect(run.endings.filter { $0.value == "cancelled" }.count == 5)
        #expect(run.log.last == "finish")
    }

    // MARK: - Limits

    @Test func `A deadline fails whatever is not done, and tries nothing again`() throws {
        var run = try RunSimulation(
            { graph in
                let a = graph.step("running", Work(), retry: RetryPolicy(attempts: 3))
                graph.step("pausing", Work(), retry: RetryPolicy(attempts: 3))
                graph.step("preparing", Work())
                graph.step("done", Work())
                graph.step("ready", Work())
                graph.step("waiting", Work(a.value.erased))
            }, jobs: 2)
        _ = run.start()
        for name in ["running", "done", "pausing", "ready"] { _ = run.handle(.missed(StepInstance(name))) }
        _ = run.handle(.ended(StepInstance("done"), .succeeded(outputs: .made())))
        _ = run.handle(.ended(StepInstance("pausing"), .failed(.timeout, message: "late")))
        let before = run.log.count
        _ = run.handle(.expired(RunDeadline(seconds: 7200, text: "2h")))
        // Who asks for the end as well changes nothing about why it ends.
        _ = run.handle(.cancelled)
        _ = run.handle(.missed(StepInstance("preparing")))
        _ = run.handle(.resumed(StepInstance("pausing")))
        _ = run.handle(.ended(StepInstance("ready"), .cancelled))
        _ = run.handle(.ended(StepInstance("running"), .cancelled))
        let late = "failed (deadline): the run's deadline of 2h passed before it was done"
        #expect(
            run.log.dropFirst(before) == [
                "cancel pausing", "cancel preparing", "cancel ready", "cancel running", "preparing \(late)",
                "pausing \(late)", "waiting upstream failed: running", "finish",
            ])
        #expect(run.endings["done"] == "succeeded")
        for name in ["running", "ready"] { #expect(run.endings[name] == late) }
    }

    @Test func `A step is not tried again when its next attempt would begin too late`() throws {
        var run = try RunSimulation { graph in
            graph.step(
                "a", Work(),
                retry: RetryPolicy(on: [.signal], attempts: 9, interval: .seconds(10), within: .seconds(60)))
        }
        _ = run.start()
        let a = StepInstance("a")
        _ = run.handle(.missed(a))
        _ = run.handle(.ended(a, .failed(.signal, message: "ended by signal 9"), sinceFirst: 50))
        _ = run.handle(.resumed(a))
        _ = run.handle(.ended(a, .failed(.signal, message: "ended by signal 9"), sinceFirst: 61))
        #expect(run.log == ["prepare a", "start a", "pause a after 1: ended by signal 9", "start a again", "finish"])
        #expect(
            run.endings["a"]
                == "failed (signal): ended by signal 9; it is not tried again, as another attempt would begin "
                + "more than 60.0 s after the first")
    }

    // MARK: - Selection

    private static let diamond: @Sendable (inout GraphBuilder) -> Void = { graph in
        let a = graph.step("a", Work())
        let b = graph.step("b", Work(a.value.erased))
        let c = graph.step("c", Work(a.value.erased))
        graph.step("d", Work(Reference<[Int]>.all([b.value, c.value]).erased))
        graph.step("e", Work(), dependsOn: [b])
    }

    @Test(
        arguments: [
            (["d"], nil, nil, "a cacheOnly, b cacheOnly, c cacheOnly, d run, e leaveOut"),
            ([], "b", nil, "a cacheOnly, b run, c cacheOnly, d run, e run"),
            ([], nil, "b", "a run, b run, c leaveOut, d leaveOut, e leaveOut"),
            ([], "b", "d", "a cacheOnly, b run, c cacheOnly, d run, e leaveOut"),
            (["e"], nil, nil, "a leaveOut, b leaveOut, c leaveOut, d leaveOut, e run"),
            (["a", "d"], "c", nil, "a cacheOnly, b cacheOnly, c cacheOnly, d run, e leaveOut"),
            ([], nil, nil, "a run, b run, c run, d run, e run"),
        ] as [([String], String?, String?, String)])
    func `Steps are selected by name, from one, up to one`(
        only: [String], from: String?, to: String?, expected: String
    ) throws {
        let selection = Selection(graph: try Sample(Self.diamond).graph(), only: only, from: from, to: to)
        #expect(
            ["a", "b", "c", "d", "e"].map { "\($0) \(selection.mode(of: $0))" }.joined(separator: ", ") == expected)
    }

    @Test func `What is not selected is skipped, and what is read must be in the cache`() throws {
        var run = try RunSimulation(Self.diamond, selection: { Selection(graph: $0, only: ["b"]) })
        run.run { instance, _ in
            instance.step == "a"
                ? .found(instance, outputs: .made()) : .ended(instance, .succeeded(outputs: .made()))
        }
        #expect(
            run.endings == [
                "a": "cached", "b": "succeeded", "c": "skipped: not selected", "d": "skipped: not selected",
                "e": "skipped: not selected",
            ])
        var other = try RunSimulation(Self.diamond, selection: { Selection(graph: $0, only: ["b"]) })
        other.run()
        let message = "it was not selected, and the cache has no result for its inputs; run without --only and --from"
        #expect(other.endings["a"] == "failed (infrastructure): \(message)")
        #expect(other.endings["b"] == "upstream failed: a")
    }

    @Test func `A step inside a map does not need its neighbours`() throws {
        let selection = Selection(
            graph: try Sample { graph in
                let a = graph.step("a", Work())
                let values = graph.map("m", over: a.list) { item, graph in
                    graph.step("neighbour", Work(item.erased))
                    return graph.step("inner", Work(item.erased)).value
                }
                graph.step("sum", Work(values.erased))
            }.graph(), only: ["inner"])
        #expect(
            ["a", "neighbour", "inner", "sum"].map { "\(selection.mode(of: $0))" } == [
                "cacheOnly", "leaveOut", "run", "leaveOut",
            ])
    }
}
