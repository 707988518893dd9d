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

    private var evaluate: Evaluate {
        Evaluate(model: Reference(Model(path: "/m")), shards: Reference(Shards(path: "/s")))
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
        #expect(evaluate.needs == train.needs)
        #expect(train.needs.programs.map(\.name) == ["pipeline-trainer"])
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

    @Test func `An evaluation is logged, and kept as JSON and as a drawing`() async throws {
        var predictions = Predictions(classCount: 2)
        predictions.append(ids: [0, 1], classes: [0, 1], probabilities: [0.9, 0.1, 0.8, 0.2])
        try predictions.write(to: "\(folder.path)/predictions.bin")
        let trial = try trial("cp '\(folder.path)/predictions.bin' \"$output\"")
        let output = try await trial.run(evaluate)
        #expect(output.images == 2)
        #expect([output.accuracy, output.meanSquaredError, output.top3Accuracy] == [0.5, 0.5, 1])
        #expect(
            trial.events == [
                .metric(name: "accuracy", value: 0.5, step: nil),
                .metric(name: "mean_squared_error", value: 0.5, step: nil),
                .metric(name: "top3_accuracy", value: 1, step: nil),
                .metric(name: "macro_f1", value: output.macroF1, step: nil),
            ])
        let report = try JSON(parsing: folder.bytes("step/output/report.json")).decode(EvaluationReport.self)
        #expect(report.classes.map(\.name) == ["0", "1"])
        #expect(try folder.text("step/output/confusion_matrix.svg").hasPrefix("<svg "))
    }

    @Test func `An evaluation without images or with other names is a failure`() async throws {
        try Predictions(classCount: 2).write(to: "\(folder.path)/none.bin")
        let none = try trial("cp '\(folder.path)/none.bin' \"$output\"")
        let empty = await #expect(throws: StepFailure.self) { try await none.run(evaluate) }
        #expect(
            empty?.description == "there are no images to evaluate the model on; split with a part for the test above 0"
        )

        var predictions = Predictions(classCount: 2)
        predictions.append(ids: [0], classes: [0], probabilities: [0.9, 0.1])
        try predictions.write(to: "\(folder.path)/one.bin")
        let one = try trial("cp '\(folder.path)/one.bin' \"$output\"")
        let named = Evaluate(
            model: Reference(Model(path: "/m")), shards: Reference(Shards(path: "/s")), classNames: Reference(["stop"]))
        let error = await #expect(throws: StepFailure.self) { try await one.run(named) }
        #expect(error?.description == "the model has 2 classes, but classNames names 1; give one name for each class")
    }
}
