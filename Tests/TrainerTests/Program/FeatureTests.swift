import Architectures
import Foundation
import Testing
import TrainingJob

/// Heads that are trained and judged on what a frozen backbone made of images.
@Suite(.enabled(if: TrainerProgram.path != nil, "pipeline-trainer was not built"))
struct FeatureTests {
    private let folder: TemporaryFolder
    private let training: String
    private let validation: String
    private let plan: NetworkPlan
    /// Weights of a network that knows four classes, so that its head is replaced.
    private let weights: String

    init() throws {
        folder = try TemporaryFolder()
        training = try TinySigns(side: 32, imagesPerClass: 8).write("training", in: folder)
        validation = try TinySigns(side: 32, imagesPerClass: 4, firstID: 1000).write("validation", in: folder)
        plan = try NetworkPlan(.mobileNetV3Small, classCount: 3, imageSize: 32)
        weights = "\(folder.path)/weights.safetensors"
        let other = try NetworkPlan(.mobileNetV3Small, classCount: 4, imageSize: 32)
        try SafeTensors(RuleBasedWeights(plan: other, gain: 1).tensors).write(to: weights)
    }

    private func run(_ command: String, _ job: some JSONFile) throws {
        let outcome = try TrainerProgram.run(command, job, in: folder)
        #expect(outcome.exitCode == 0, "\(outcome.complaints)")
    }

    /// Computes the features to learn from; returns their folder.
    private func features() throws -> String {
        let job = FeaturesJob(
            trainingShards: training, validationShards: validation, initialWeights: weights,
            output: "\(folder.path)/features", architecture: .mobileNetV3Small, classCount: 3, imageSize: 32,
            batchSize: 5, threads: 1, device: .cpu)
        try run("features", job)
        return job.output
    }

    /// Computes the features of further images; returns their folder.
    private func testFeatures(of shards: String, like features: String) throws -> String {
        let job = TestFeaturesJob(
            shards: shards, features: features, output: "\(folder.path)/tested", batchSize: 5, threads: 1,
            device: .cpu)
        try run("test-features", job)
        return job.output
    }

    /// Trains a head; returns the model's folder.
    private func head(_ name: String, on features: String, seed: UInt64 = 1) throws -> String {
        let job = HeadJob(
            features: features, output: "\(folder.path)/\(name)", epochs: 8, batchSize: 8, learningRate: 0.05,
            seed: seed, threads: 1, device: .cpu)
        try run("train-head", job)
        return job.output
    }

    private func predicting(_ model: String, _ shards: String, features: String? = nil) -> PredictJob {
        PredictJob(
            model: model, shards: shards, features: features, output: "\(folder.path)/p", batchSize: 5, threads: 1,
            device: .cpu)
    }

    /// What a prediction that must fail complains of, without the folder's path.
    private func complaint(_ job: PredictJob) throws -> String {
        let outcome = try TrainerProgram.predict(job, in: folder)
        #expect(outcome.exitCode == 1)
        return outcome.complaints.replacing("\(folder.path)/", with: "")
    }

    @Test func `A head that is trained on features makes a whole model that predicts as measured`() throws {
        let features = try features()
        let validated = try Features(
            file: "\(features)/validation.safetensors", width: plan.featureCount, classCount: 3)
        #expect(validated.classes == (0..<12).map { $0 % 3 })
        let model = try head("head", on: features)
        let result = try TrainResult(file: "\(model)/training.json")
        let job = predicting(model, validation)
        try run("predict", job)
        let predictions = try Predictions(file: job.output)
        let right = predictions.count { $0.predictedClass == $0.trueClass }
        #expect(Double(right) / 12 == result.epochs[result.bestEpoch - 1].validationAccuracy)

        let bytes = try folder.bytes("head/weights.safetensors")
        _ = try head("again", on: features)
        #expect(try folder.bytes("again/weights.safetensors") == bytes)
        _ = try head("different", on: features, seed: 2)
        #expect(try folder.bytes("different/weights.safetensors") != bytes)
    }

    @Test func `The backbone of a trained head is that of the weights, bit by bit`() throws {
        let model = try head("head", on: features())
        let given = Dictionary(
            try SafeTensors(file: weights).tensors.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let names = Set(plan.layers[..<plan.headStart].flatMap(\.parameters).map(\.name))
        let backbone = try SafeTensors(file: "\(model)/weights.safetensors").tensors.filter { names.contains($0.name) }
        #expect(backbone.count == names.count)
        for tensor in backbone {
            #expect(tensor.values.map(\.bitPattern) == given[tensor.name]?.values.map(\.bitPattern), "\(tensor.name)")
        }
    }

    @Test func `Predictions by features are those of the whole network, byte by byte`() throws {
        let features = try features()
        let model = try head("head", on: features)
        let whole = predicting(model, validation)
        try run("predict", whole)
        let bytes = try folder.bytes("p")
        try run("predict", predicting(model, validation, features: testFeatures(of: validation, like: features)))
        #expect(try folder.bytes("p") == bytes)
        #expect(try Predictions(file: whole.output).map(\.id) == (1000..<1012).map { UInt64($0) })
    }

    @Test func `Features of other images or of another backbone are refused`() throws {
        let features = try features()
        let model = try head("head", on: features)
        let tested = try testFeatures(of: validation, like: features)
        #expect(
            try complaint(predicting(model, training, features: tested))
                == "error: tested: these are the features of 12 images with other labels than the 24 images to classify\n"
        )
        #expect(
            try complaint(predicting(model, validation, features: features))
                == "error: features/test.safetensors: cannot open the file: No such file or directory\n")
        let file = "\(model)/weights.safetensors"
        var tensors = try SafeTensors(file: file).tensors
        let changed = try #require(tensors.firstIndex { $0.name == "features.0.0.weight" })
        var values = tensors[changed].values
        values[0] += 1
        tensors[changed] = Tensor(name: tensors[changed].name, shape: tensors[changed].shape, values: values)
        try SafeTensors(tensors).write(to: file)
        #expect(
            try complaint(predicting(model, validation, features: tested))
                == "error: tested: these features were made by another backbone than that of the model: "
                + "its tensor “features.0.0.weight” differs\n")
    }

    @Test func `Features of a class without images are refused`() throws {
        let job = FeaturesJob(
            trainingShards: training, validationShards: validation, initialWeights: weights,
            output: "\(folder.path)/features", architecture: .mobileNetV3Small, classCount: 4, imageSize: 32,
            batchSize: 5, threads: 1, device: .cpu)
        let outcome = try TrainerProgram.run("features", job, in: folder)
        #expect(outcome.exitCode == 1)
        #expect(
            outcome.complaints.replacing("\(folder.path)/", with: "")
                == "error: training: there is no image of the class 3 to train on, though there are 4 classes; add images, or "
                + "leave out what has none\n")
    }

    @Test func `A head with a rate out of all reason ends with the epoch and the batch, and leaves no model`() throws {
        let job = HeadJob(
            features: try features(), output: "\(folder.path)/head", epochs: 50, batchSize: 8, learningRate: 100,
            momentum: 0.9999, threads: 1, device: .cpu)
        let outcome = try TrainerProgram.run("train-head", job, in: folder)
        #expect(outcome.exitCode == 1)
        let message =
            /error: the loss is -?(nan|inf) in batch \d of epoch \d+; a lower learning rate than 100\.0 may help\n/
        #expect(outcome.complaints.wholeMatch(of: message) != nil, "\(outcome.complaints)")
        #expect(!FileManager.default.fileExists(atPath: job.output))
    }
}
