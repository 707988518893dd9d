import PipelineKit
import Synchronization
import Testing

@testable import Execution

/// Steps that may not take for ever.
@Suite struct LimitTests {
    private let shop: Workshop

    init() throws { shop = try Workshop() }

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
