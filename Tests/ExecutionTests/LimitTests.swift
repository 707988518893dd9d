import ContentHash
import PipelineKit
import Synchronization
import Testing

@testable import Execution

/// Runs that may not take for ever.
@Suite struct LimitTests {
    private let shop: Workshop

    init() throws { shop = try Workshop() }

    private static let chain: @Sendable (inout GraphBuilder) -> Void = { graph in
        let a = graph.step("a", Work())
        let b = graph.step("b", Work(a.value.erased), retry: RetryPolicy(attempts: 3))
        graph.step("c", Work(b.flag.erased))
    }

    @Test func `A run whose deadline passes has failed, and the next one goes on from the cache`() async throws {
        let hasStarted = Gate()
        let report = try await shop.run(
            Self.chain, deadline: RunDeadline(seconds: 7200, text: "2h"),
            body: { job, event in
                guard job.step == "b" else { return try await Workshop.makesAll(job, event) }
                hasStarted.open()
                await Gate().wait()
                return .null
            }, pause: { _ in await hasStarted.wait() })
        #expect(shop.waited == [7200])
        #expect(report.status == .failed)
        #expect(report.isExpired)
        let late = "the run's deadline of 2h passed before it was done"
        #expect(report.endings == ["a succeeded", "b failed (deadline): \(late)", "c upstream failed: b"])
        #expect(
            shop.registry.log.suffix(4) == [
                "fail b cancelled -: cancelled", "note b failed", "note c upstream_failed", "finish failed",
            ])
        #expect(
            shop.events.suffix(3) == [
                "expired after 2h", "ended b failed: \(late)", "ended c upstream_failed: 'b' failed",
            ])
        let again = try await shop.run(Self.chain)
        #expect(again.endings == ["a cached", "b succeeded", "c succeeded"])
    }

    @Test func `A run that is done before its deadline has succeeded, and waits for nothing`() async throws {
        let report = try await shop.run(
            Self.chain, deadline: RunDeadline(seconds: 7200, text: "2h"), pause: { _ in await Gate().wait() })
        #expect(report.status == .succeeded)
        #expect(!report.isExpired)
        try await shop.run(Self.chain)
        #expect(shop.waited == [7200], "without a deadline there is no timer")
    }

    @Test func `Attempts are over when the time since the first one is, however many are left`() async throws {
        let clock = Mutex(1000.0)
        let report = try await shop.run { graph in
            graph.step(
                "a", Work(),
                retry: RetryPolicy(on: [.signal], attempts: 9, interval: .seconds(10), within: .seconds(60)))
        } body: { _, _ in
            clock.withLock { $0 += 2 }
            throw Workshop.Stop(outcome: .failure(.signal, "ended by signal 9"))
        } uptime: {
            clock.withLock { $0 }
        } pause: { seconds in
            clock.withLock { $0 += seconds }
        }
        // Attempts begin after 0, 12 and 34 seconds; the fourth would after 76.
        #expect(shop.waited == [10, 20])
        let message =
            "ended by signal 9; it is not tried again, as another attempt would begin more than 60.0 s after the first"
        #expect(report.endings == ["a failed (signal): \(message)"])
        #expect(report.steps[0].attempts == 3)
        #expect(report.steps[0].seconds == 2)
        // What the last attempt recorded did not have the reason why it is the last.
        #expect(
            shop.registry.log.suffix(3) == [
                "fail a failed signal: ended by signal 9", "note a failed", "finish failed",
            ])
    }

    @Test func `Limits and retries are no part of the action key`() async throws {
        try await shop.run { graph in graph.step("a", Work()) }
        let report = try await shop.run { graph in
            graph.step(
                "a", Work(), retry: RetryPolicy(attempts: 3, within: .seconds(60)), timeout: .seconds(90),
                silentTimeout: .seconds(30))
        }
        #expect(report.endings == ["a cached"])
    }
}
