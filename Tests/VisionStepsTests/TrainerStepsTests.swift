import Architectures
import ContentHash
import PipelineKit
import PipelineTesting
import Testing
import TrainingJob

@testable import VisionSteps

@Suite struct `Steps that run the trainer` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func trial(_ script: String) throws -> StepTrial {
        StepTrial(
            in: folder, resources: Resources(cpus: 3),
            programs: ["pipeline-trainer": try TrainerScript(script, in: folder).path])
    }

    private var train: Train {
        Train(
            training: Reference(Shards(path: "/t")), validation: Reference(Shards(path: "/v")), classes: 5,
            imageSize: 32,
            epochs: 2, seed: -1)
    }

    private func result(validationAccuracy: Double?) throws -> String {
        let epochs = [0.5, 0.75].map { accuracy in
            TrainResult.Epoch(loss: 1, accuracy: 0.9, validationAccuracy: validationAccuracy.map { $0 * accuracy })
        }
        let path = "\(folder.path)/result.json"
        try TrainResult(trainingImages: 9, validationImages: 4, bestEpoch: 2, epochs: epochs).write(to: path)
        return path
    }

    private func description() throws -> String {
        let path = "\(folder.path)/description.json"
        try ModelDescription(
            architecture: .smallCNN, classCount: 5, imageSize: 32, mean: [0, 0, 0], standardDeviation: [1, 1, 1],
            parameterCount: 1234
        ).write(to: path)
        return path
    }

    @Test func `Where libtorch is looked for is declared`() {
        #expect(train.needs.environment == ["LD_LIBRARY_PATH"])
        let evaluate = Evaluate(model: Reference(Model(path: "/m")), shards: Reference(Shards(path: "/s")))
        #expect(evaluate.needs == train.needs)
        #expect(train.needs.programs.map(\.name) == ["pipeline-trainer"])
    }

    @Test func `Training on all has nothing to validate on`() async throws {
        let trial = try trial(
            """
            cp '\(try result(validationAccuracy: nil))' "$output/training.json"
            cp '\(try description())' "$output/model.json"
            """)
        let output = try await trial.run(
            TrainOnAll(training: Reference(Shards(path: "/t")), classes: 5, imageSize: 32, epochs: 2, seed: -1))
        #expect(output.parameters == 1234)
        var expected = try TrainJob(file: "\(folder.path)/step/work/train.json")
        #expect(expected.validationShards == nil)
        // All else is what it is with a validation.
        _ = try? await self.trial("exit 1").run(train)
        expected.validationShards = "/v"
        #expect(try TrainJob(file: "\(folder.path)/step/work/train.json") == expected)
    }

    @Test func `Training passes its job on and what the trainer tells back`() async throws {
        let trial = try trial(
            """
            echo '{"name":"loss","step":1,"type":"metric","value":0.5}' >&$PIPELINE_EVENTS
            cp '\(try result(validationAccuracy: 1))' "$output/training.json"
            cp '\(try description())' "$output/model.json"
            """)
        let output = try await trial.run(train)
        #expect(output.validationAccuracy == 0.75)
        #expect(output.bestEpoch == 2)
        #expect(output.parameters == 1234)
        #expect(trial.events == [.metric(name: "loss", value: 0.5, step: 1)])
        let job = try TrainJob(file: "\(folder.path)/step/work/train.json")
        #expect([job.trainingShards, job.validationShards, job.output] == ["/t", "/v", output.model.path])
        #expect([job.classCount, job.imageSize, job.epochs, job.batchSize, job.threads] == [5, 32, 2, 32, 3])
        #expect(job.seed == .max)
    }

    @Test func `Options of a training become those of its job`() async throws {
        let trial = try trial(
            """
            echo '{"text":"a checkpoint is damaged","type":"warning"}' >&$PIPELINE_EVENTS
            cp '\(try result(validationAccuracy: 1))' "$output/training.json"
            cp '\(try description())' "$output/model.json"
            """)
        let options = TrainingOptions(
            optimiserKind: Reference(.adamw), momentum: 0.8, secondMomentum: 0.99, weightDecay: 0.01, clipNorm: 2,
            scheduleKind: Reference(.step), warmUpEpochs: 1.5, stepEpochs: 4, stepFactor: 0.5, labelSmoothing: 0.2,
            balance: Reference(.sampling), emaDecay: 0.99, patience: 3, precision: Reference(.auto),
            device: Reference(.cpu), augmentation: Reference(Augmentation(rotation: 20, cutOut: 0.5)),
            augmentationStrength: 0.5)
        let step = Train(
            training: Reference(Shards(path: "/t")), validation: Reference(Shards(path: "/v")), classes: 5,
            options: options)
        let output = try await trial.run(step)
        #expect(trial.events == [.warning("a checkpoint is damaged")])
        let usual = Augmentation()
        let expected = TrainJob(
            trainingShards: "/t", validationShards: "/v", output: output.model.path,
            checkpoints: trial.checkpointFolder, classCount: 5, epochs: 10, patience: 3, batchSize: 32,
            learningRate: 0.02,
            schedule: Schedule(kind: .step, warmUpEpochs: 1.5, stepEpochs: 4, stepFactor: 0.5),
            optimiser: Optimiser(
                kind: .adamw, momentum: 0.8, secondMomentum: 0.99, weightDecay: 0.01, clipNorm: 2),
            labelSmoothing: 0.2, balance: .sampling, emaDecay: 0.99, precision: .auto, threads: 3, device: .cpu,
            augmentation: Augmentation(
                rotation: 10, scale: usual.scale / 2, translation: usual.translation / 2, shear: usual.shear / 2,
                brightness: usual.brightness / 2, contrast: usual.contrast / 2, cutOut: 0.25))
        #expect(try TrainJob(file: "\(folder.path)/step/work/train.json") == expected)
    }

    @Test func `A training that failed finds its checkpoints again`() async throws {
        let trial = try trial(
            """
            folder=$(sed -n 's/.*"checkpoints" *: *"\\([^"]*\\)".*/\\1/p' "$2")
            if ! test -e "$folder/epoch"; then touch "$folder/epoch"; exit 3; fi
            cp '\(try result(validationAccuracy: 1))' "$output/training.json"
            cp '\(try description())' "$output/model.json"
            """)
        await #expect(throws: StepFailure.self) { try await trial.run(train) }
        #expect(try await trial.run(train).bestEpoch == 2)
        await #expect(throws: StepFailure.self) { try await trial.run(train) }
    }

    @Test func `Training without images to validate on is a failure`() async throws {
        let trial = try trial(
            """
            cp '\(try result(validationAccuracy: nil))' "$output/training.json"
            cp '\(try description())' "$output/model.json"
            """)
        let error = await #expect(throws: StepFailure.self) { try await trial.run(train) }
        #expect(
            error?.description == "there are no images to validate on; split with a part for validation above 0")
    }

    @Test(arguments: [
        (
            "echo 'error: the loss is no number' >&2; exit 1", "pipeline-trainer: the loss is no number",
            FailureKind.exitCode
        ),
        ("exit 3", "pipeline-trainer exited with code 3", .exitCode),
        ("kill -KILL $$", "pipeline-trainer was killed by signal 9 (KILL)", .signal),
    ])
    func `A trainer that fails is quoted`(_ script: String, _ message: String, _ kind: FailureKind) async throws {
        let trial = try trial(script)
        let error = await #expect(throws: StepFailure.self) { try await trial.run(train) }
        #expect(error?.description == message)
        #expect(error?.kind == kind)
    }
}
