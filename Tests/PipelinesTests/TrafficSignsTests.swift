import ContentHash
import PipelineKit
import PipelineTesting
import Testing

@testable import Pipelines

@Suite struct `Traffic signs pipeline` {
    @Test func `The graph is as recorded`() throws {
        try expectGolden(TrafficSigns().graph().outline, "traffic_signs.txt")
    }

    @Test func `Every parameter says what it means`() throws {
        #expect(try TrafficSigns().graph().parameters.allSatisfy { $0.help.hasSuffix(".") })
    }

    private func compare(_ scratch: [Double], _ fineTuned: [Double]) async throws -> CompareWays.Output {
        let trial = StepTrial(in: try TemporaryFolder())
        return try await trial.run(CompareWays(scratch: Reference(scratch), fineTuned: Reference(fineTuned)))
    }

    @Test func `The better mean over the folds wins, and scratch where both are as good`() async throws {
        #expect(try await compare([0.5, 0.75], [1, 0.5]).isFineTunedBetter)
        #expect(try await !compare([0.5, 0.75], [0.25, 0.75]).isFineTunedBetter)
        let equal = try await compare([0.5, 0.75], [0.75, 0.5])
        #expect(!equal.isFineTunedBetter)
        #expect([equal.scratchAccuracy, equal.fineTunedAccuracy] == [0.625, 0.625])
    }

    @Test func `Other numbers of folds are not compared`() async throws {
        let failure = await #expect(throws: StepFailure.self) { try await compare([0.5], [0.5, 1]) }
        #expect(failure?.description == "there are 1 folds from scratch and 2 fine-tuned")
    }
}
