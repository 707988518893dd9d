import Architectures
import PipelineKit
import PipelineTesting
import Testing

@testable import VisionSteps

@Suite struct `Searching the best way to train` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func list(
        _ rates: [Double] = [0.1, 0.2], _ augmentations: [Double] = [0, 1], draw: Int = 0, seed: Int = 1
    ) async throws -> [Candidate] {
        let step = ListCandidates(
            architectures: Reference([.smallCNN, .resNet18]), learningRates: Reference(rates),
            augmentations: Reference(augmentations), draw: Reference(draw), seed: Reference(seed))
        return try await StepTrial(in: folder).run(step).candidates
    }

    @Test func `Every combination stands there once`() async throws {
        let candidates = try await list([0.1, 0.2, 0.1])
        #expect(candidates.count == 8)
        #expect(Set(candidates).count == 8)
        #expect(candidates.first == Candidate(architecture: .smallCNN, learningRate: 0.1, augmentation: 0))
    }

    @Test func `A longer draw begins with a shorter one of the same seed`() async throws {
        let three = try await list(draw: 3)
        #expect(three.count == 3)
        #expect(try await Array(list(draw: 6).prefix(3)) == three)
        #expect(try await list(draw: 3, seed: 2) != three)
        #expect(try await Set(list(draw: 3)).isSubset(of: list()))
        #expect(try await list(draw: 100) == list())
    }

    @Test func `An empty list or a negative draw is refused`() async throws {
        func message(_ rates: [Double] = [0.1], draw: Int = 0) async -> String? {
            await #expect(throws: StepFailure.self) { try await list(rates, draw: draw) }?.description
        }
        #expect(
            await message([]) == "learningRates is empty, so there is nothing to search; give one value at least")
        #expect(await message(draw: -1) == "draw is -1; give a number of combinations, or 0 for all")
    }

    @Test func `The best mean over the folds is chosen, and all are in the table`() async throws {
        let candidates = try await list([0.1], [0, 0.5])
        let accuracies = [[0.5, 0.9], [0.75, 0.75], [0.8, 0.6], [0.25, 0.25]]
        let trial = StepTrial(in: folder, name: "choose")
        let choice = try await trial.run(
            ChooseCandidate(candidates: Reference(candidates), accuracies: Reference(accuracies)))
        #expect(choice.best == candidates[1])
        #expect(choice.accuracy == 0.75)
        #expect(
            try folder.text("choose/output/candidates.csv") == """
                architecture,learning_rate,augmentation,mean_accuracy,fold_1,fold_2
                small_cnn,0.1,0.5,0.75,0.75,0.75
                small_cnn,0.1,0.0,0.7,0.5,0.9
                resnet18,0.1,0.0,0.7,0.8,0.6
                resnet18,0.1,0.5,0.25,0.25,0.25

                """)
        #expect(trial.events.contains(.metric(name: "mean_validation_accuracy", value: 0.75, step: 2)))
        #expect(trial.events.last == .message("the best of 4: small_cnn, rate 0.1, augmentation 0.5"))
    }

    @Test func `Accuracies that do not fit the candidates are refused`() async throws {
        let candidates = try await list([0.1], [1])
        let step = ChooseCandidate(candidates: Reference(candidates), accuracies: Reference([[0.5], []]))
        let failure = await #expect(throws: StepFailure.self) { try await StepTrial(in: folder).run(step) }
        #expect(
            failure?.description
                == "there are 2 candidates and accuracies of 1; each candidate needs one for each fold")
    }
}
