import ContentHash
import Execution
import PipelineKit
import Testing

@testable import Registry

@Suite struct JournalTests {
    @Test func `What is recorded of a run is found again`() async throws {
        let fixture = try Fixture()
        let registry = fixture.registry
        let key = ActionKey.of(epochs: 10)
        try await registry.begin("r1", parameters: ["epochs": 10, "images": "data"])
        try await registry.note(
            [.of(StepInstance("reject"), .skipped, position: 2, reason: "not taken", at: 1001)], in: RunID("r1"))
        try await registry.start(.train, key: key, in: "r1")
        try await registry.attach("77:8:boot", to: .of(.train), in: RunID("r1"))
        _ = try await registry.commit(
            .of(key, outputs: ["accuracy": 0.5]), .succeeded(.train),
            step: .of(.train, .succeeded, key: key, position: 1, reason: "epochs changed", attempts: 1, at: 1003),
            in: RunID("r1"))
        try await registry.finish(RunID("r1"), .succeeded, seconds: 4, time: 1004)

        let run = try await fixture.other().run("r1")
        #expect(run.pipeline == "road_sign")
        #expect(run.status == .succeeded)
        #expect(run.command == ["pipeline", "run", "road_sign"])
        #expect((run.started, run.ended, run.seconds) == (1000, 1004, 4))
        #expect(run.steps == [.succeeded: 1, .skipped: 1])
        #expect(try await registry.parameters(of: run.id) == ["epochs": 10, "images": "data"])
        let steps = try await registry.steps(of: run.id)
        #expect(steps.map(\.instance.description) == ["train", "reject"])
        #expect(
            steps.first
                == StepSummary(
                    instance: .train, position: 1, status: .succeeded, reason: "epochs changed", failure: nil,
                    key: key.digest, seconds: 2, started: 1001, changed: 1003,
                    attempts: [
                        AttemptSummary(
                            number: 1, status: .succeeded, failure: nil, message: "", process: "77:8:boot",
                            log: "train/attempt-1.log", started: 1001, ended: 1003, seconds: 2, cpuSeconds: 1.5,
                            peakMemory: 4096)
                    ]))
        #expect(steps.last?.reason == "not taken")
        #expect(steps.last?.attempts == [])
    }

    @Test func `A step that fails and is tried again keeps both attempts`() async throws {
        let registry = try Fixture().registry
        let key = ActionKey.of(epochs: 10)
        try await registry.begin("r1")
        try await registry.start(.train, key: key, in: "r1")
        try await registry.fail(
            AttemptEnding(
                instance: .train, number: 1, status: .failed, failure: .outOfMemory, message: "killed", seconds: 1,
                cpuSeconds: 1, peakMemory: 1), step: .of(.train, .failed, key: key, attempts: 1, at: 1002),
            in: RunID("r1"))
        try await registry.start(.train, key: key, attempt: 2, at: 1010, in: "r1")
        try await registry.note([.of(.train, .cancelled, at: 1011)], in: RunID("r1"))
        try await registry.finish(RunID("r1"), .cancelled, seconds: 11, time: 1011)

        let step = try #require(try await registry.steps(of: RunID("r1")).first)
        #expect(step.status == .cancelled)
        #expect(step.key == key.digest, "a record that does not know the key leaves it")
        #expect(step.started == 1001)
        #expect(step.attempts.map(\.status) == [.failed, .failed])
        #expect(step.attempts.first?.failure == .outOfMemory)
        #expect(step.attempts.first?.message == "killed")
    }

    @Test func `A step whose end could not be recorded is not at work in a run that has ended`() async throws {
        let registry = try Fixture().registry
        try await registry.begin("r1")
        try await registry.start(.train, key: ActionKey.of(epochs: 10), in: "r1")
        try await registry.finish(RunID("r1"), .failed, seconds: 11, time: 1011)
        let step = try #require(try await registry.steps(of: RunID("r1")).first)
        #expect(step.status == .failed)
        #expect(step.reason == "how it ended could not be recorded")
        #expect(step.failure == .infrastructure)
        #expect(step.attempts.map(\.status) == [.failed])
        #expect(step.attempts.map(\.message) == ["how it ended could not be recorded"])
    }

    @Test func `Items of a map are listed by number`() async throws {
        let registry = try Fixture().registry
        try await registry.begin("r1")
        let folds = [10, 2, 0].map { StepRecord.of(StepInstance("fold", [$0, 1]), .skipped, at: 1001) }
        try await registry.note(folds, in: RunID("r1"))
        try await registry.finish(RunID("r1"), .succeeded, seconds: 1, time: 1002)
        let steps = try await registry.steps(of: RunID("r1"))
        #expect(steps.map(\.instance) == [0, 2, 10].map { StepInstance("fold", [$0, 1]) })
    }

    @Test func `Notes wait for the next record that must be on the disk`() async throws {
        let fixture = try Fixture()
        let registry = fixture.registry
        try await registry.begin("r1")
        try await registry.note([.of(.train, .skipped, at: 1001)], in: RunID("r1"))
        #expect(try fixture.number("SELECT count(*) FROM step") == 0)
        try await registry.start(.register, key: nil, in: "r1")
        #expect(try fixture.number("SELECT count(*) FROM step") == 2)
    }

    @Test func `Measured values are written about once a second`() async throws {
        let fixture = try Fixture()
        let registry = fixture.registry
        try await registry.begin("r1")
        try await registry.start(.train, key: nil, in: "r1")
        for (epoch, time) in [1001.0, 1001.5, 1001.9].enumerated() {
            try await registry.record(
                [MetricRecord(name: "loss", value: 1, step: epoch, time: time)], of: .train, attempt: 1, in: RunID("r1")
            )
        }
        #expect(try fixture.number("SELECT count(*) FROM metric") == 0)
        try await registry.record(
            [MetricRecord(name: "loss", value: 1, step: 3, time: 1002)], of: .train, attempt: 1, in: RunID("r1"))
        #expect(try fixture.number("SELECT count(*) FROM metric") == 4)
    }

    @Test func `Finishing a run that never began is refused`() async throws {
        let registry = try Fixture().registry
        #expect(
            await message { try await registry.finish(RunID("r9"), .failed, seconds: 1, time: 1) }
                == "there is no run 'r9'")
    }
}
