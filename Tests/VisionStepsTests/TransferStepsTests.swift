import Architectures
import PipelineKit
import PipelineTesting
import Testing
import TrainingJob

@testable import VisionSteps

@Suite struct `Steps of transfer learning` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func trial(_ script: String) throws -> StepTrial {
        StepTrial(
            in: folder, resources: Resources(cpus: 3),
            programs: ["pipeline-trainer": try TrainerScript(script, in: folder).path])
    }

    private func train(weights: [String], freeze: String) -> Train {
        Train(
            training: Reference(Shards(path: "/t")), validation: Reference(Shards(path: "/v")), classes: 5,
            weights: Reference(weights.map(WeightsFile.init)), freeze: Reference(freeze), backboneRate: 0.1)
    }

    /// A script that writes what a training writes.
    private func training() throws -> String {
        try TrainResult(
            trainingImages: 9, validationImages: 4, bestEpoch: 1,
            epochs: [TrainResult.Epoch(loss: 1, accuracy: 0.9, validationAccuracy: 0.75)]
        ).write(to: "\(folder.path)/result.json")
        try ModelDescription(
            architecture: .resNet18, classCount: 5, imageSize: 48, mean: [0, 0, 0], standardDeviation: [1, 1, 1],
            parameterCount: 1234
        ).write(to: "\(folder.path)/description.json")
        return """
            cp '\(folder.path)/result.json' "$output/training.json"
            cp '\(folder.path)/description.json' "$output/model.json"
            """
    }

    @Test func `A training begins with the weights that it is given`() async throws {
        _ = try await trial(training()).run(train(weights: ["/w.pth"], freeze: "all_but_last_2"))
        let job = try TrainJob(file: "\(folder.path)/step/work/train.json")
        #expect(job.initialWeights == "/w.pth")
        #expect(job.freeze == .allButLast(2))
        #expect(job.backboneRate == 0.1)
    }

    @Test(arguments: ["backbones", "all_but_last_", "all_but_last_0", "all_but_last_-1", ""])
    func `A freeze that is none is refused with those that there are`(freeze: String) async throws {
        let trial = try trial("exit 0")
        let error = await #expect(throws: StepFailure.self) {
            try await trial.run(train(weights: ["/w.pth"], freeze: freeze))
        }
        #expect(
            error?.description
                == "freeze is '\(freeze)'; it can be none, backbone, or all_but_last_N such as all_but_last_2")
    }

    @Test func `Two files of weights are refused`() async throws {
        let trial = try trial("exit 0")
        let error = await #expect(throws: StepFailure.self) {
            try await trial.run(train(weights: ["/a", "/b"], freeze: "none"))
        }
        #expect(error?.description == "a training begins with the weights of one file, not of 2")
    }

    @Test func `Features are computed of the shards and the weights alone`() async throws {
        let output = try await trial("exit 0").run(
            ExtractFeatures(
                training: Reference(Shards(path: "/t")), validation: Reference(Shards(path: "/v")), classes: 5,
                weights: Reference(WeightsFile(path: "/w.pth")), architecture: Reference(.resNet18), imageSize: 64))
        let job = try FeaturesJob(file: "\(folder.path)/step/work/features.json")
        #expect(
            job
                == FeaturesJob(
                    trainingShards: "/t", validationShards: "/v", initialWeights: "/w.pth",
                    output: output.features.path, architecture: .resNet18, classCount: 5, imageSize: 64, threads: 3))
    }

    @Test func `Features of test images are those of the same backbone`() async throws {
        let output = try await trial("exit 0").run(
            ExtractTestFeatures(
                shards: Reference(Shards(path: "/s")), features: Reference(ImageFeatures(path: "/f"))))
        #expect(
            try TestFeaturesJob(file: "\(folder.path)/step/work/test-features.json")
                == TestFeaturesJob(shards: "/s", features: "/f", output: output.features.path, threads: 3))
    }

    @Test func `A head is trained on features and told like any training`() async throws {
        let output = try await trial(training()).run(
            TrainHead(features: Reference(ImageFeatures(path: "/f")), epochs: 3, learningRate: 0.5, seed: 7))
        #expect(output.validationAccuracy == 0.75)
        #expect(output.parameters == 1234)
        let job = try HeadJob(file: "\(folder.path)/step/work/train-head.json")
        #expect(
            job
                == HeadJob(
                    features: "/f", output: output.model.path, epochs: 3, learningRate: 0.5, seed: 7, threads: 3))
    }
}
