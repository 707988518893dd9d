import Architectures
import Foundation
import Testing
import TrainingJob

@Suite(.enabled(if: TrainerProgram.path != nil, "pipeline-trainer was not built"))
struct TrainingTests {
    private let folder: TemporaryFolder
    private var job: TrainJob

    init() throws {
        folder = try TemporaryFolder()
        let training = try TinySigns().write("training", in: folder)
        job = TrainJob(
            trainingShards: training, output: "\(folder.path)/model", classCount: 3, imageSize: 16, epochs: 4,
            batchSize: 8, learningRate: 0.02, threads: 1, device: .cpu,
            augmentation: Augmentation(rotation: 3, scale: 0.03, translation: 0.03, shear: 2))
    }

    @Test func `A network learns to tell three signs apart, and the model knows them again`() throws {
        var job = job
        job.validationShards = try TinySigns(imagesPerClass: 4, firstID: 1000).write("validation", in: folder)
        let outcome = try TrainerProgram.train(job, in: folder)
        #expect(outcome.complaints.isEmpty)
        #expect(outcome.exitCode == 0)
        for metric in [
            "loss", "accuracy", "validation_loss", "validation_accuracy", "learning_rate", "images_per_second",
            "input_wait",
        ] {
            #expect(try outcome.values(of: metric).count == 4, "\(metric)")
        }
        #expect(try outcome.events.contains(.progress(done: 144, of: 144)))
        #expect(try folder.names("model") == ["model.json", "training.json", "weights.safetensors"])

        let result = try TrainResult(file: "\(job.output)/training.json")
        #expect(result.trainingImages == 36)
        #expect(result.validationImages == 12)
        #expect(result.epochs.map(\.validationAccuracy) == (try outcome.values(of: "validation_accuracy")))
        let best = try #require(result.epochs.compactMap(\.validationAccuracy).max())
        #expect(result.epochs[result.bestEpoch - 1].validationAccuracy == best)
        #expect(best > 0.9)

        let predicting = PredictJob(
            model: job.output, shards: "\(folder.path)/validation", output: "\(folder.path)/p", batchSize: 5,
            threads: 1, device: .cpu)
        #expect(try TrainerProgram.predict(predicting, in: folder).exitCode == 0)
        let predictions = try Predictions(file: predicting.output)
        #expect(predictions.map(\.id) == Array(1000..<1012))
        #expect(predictions.map(\.trueClass) == (0..<12).map { $0 % 3 })
        let right = predictions.count { $0.predictedClass == $0.trueClass }
        #expect(Double(right) / 12 == best)
        #expect(predictions.allSatisfy { abs($0.probabilities.reduce(0, +) - 1) < 1e-5 })
    }

    @Test func `The same seed makes the same bytes, another seed others`() throws {
        var job = job
        job.epochs = 2
        job.threads = 2
        func weights(_ name: String, seed: UInt64) throws -> [UInt8] {
            job.seed = seed
            job.output = "\(folder.path)/\(name)"
            #expect(try TrainerProgram.train(job, in: folder).exitCode == 0)
            return try folder.bytes("\(name)/weights.safetensors")
        }
        let first = try weights("first", seed: 5)
        #expect(try weights("second", seed: 5) == first)
        #expect(try weights("third", seed: 6) != first)
        for file in ["model.json", "training.json"] {
            #expect(try folder.bytes("first/\(file)") == folder.bytes("second/\(file)"))
        }
    }

    @Test(arguments: [Architecture.mobileNetV3Small, .efficientNetLite0])
    func `Another network learns as well, and the same seed makes the same bytes`(architecture: Architecture) throws {
        var job = job
        job.trainingShards = try TinySigns(side: 32).write("large", in: folder)
        job.architecture = architecture
        job.imageSize = 32
        job.epochs = 2
        job.batchSize = 6
        func weights(_ name: String) throws -> [UInt8] {
            job.output = "\(folder.path)/\(name)"
            let outcome = try TrainerProgram.train(job, in: folder)
            #expect(outcome.exitCode == 0, "\(outcome.complaints)")
            return try folder.bytes("\(name)/weights.safetensors")
        }
        let first = try weights("first")
        #expect(try weights("second") == first)
        #expect(try ModelDescription(file: "\(folder.path)/first/model.json").architecture == architecture)
        let epochs = try TrainResult(file: "\(folder.path)/first/training.json").epochs
        #expect(epochs[1].loss < epochs[0].loss, "\(epochs.map(\.loss))")
    }

    @Test func `Without validation images the last epoch counts`() throws {
        var job = job
        job.epochs = 2
        job.validationShards = try TinySigns(imagesPerClass: 0).write("validation", in: folder)
        #expect(try TrainerProgram.train(job, in: folder).exitCode == 0)
        let result = try TrainResult(file: "\(job.output)/training.json")
        #expect(result.bestEpoch == 2)
        #expect(result.epochs.allSatisfy { $0.validationAccuracy == nil })
    }

    @Test func `A loss that is no number ends the training and leaves no model`() throws {
        var job = job
        job.learningRate = 100
        job.epochs = 50
        job.optimiser.momentum = 0.9999
        let outcome = try TrainerProgram.train(job, in: folder)
        #expect(outcome.exitCode == 1)
        let message =
            /error: the loss is -?(nan|inf) in batch \d of epoch \d+; a lower learning rate than 100\.0 may help\n/
        #expect(outcome.complaints.wholeMatch(of: message) != nil, "\(outcome.complaints)")
        #expect(try folder.names("model").isEmpty)
    }

    @Test func `A validation that is no number ends the training and leaves no model`() throws {
        var job = job
        job.validationShards = try TinySigns(imagesPerClass: 4, firstID: 1000).write("validation", in: folder)
        job.learningRate = 100
        job.optimiser.momentum = 0.9999
        job.epochs = 50
        let outcome = try TrainerProgram.train(job, in: folder)
        #expect(outcome.exitCode == 1)
        let message =
            /error: (after epoch \d+ the loss on the images to validate is|the loss is) -?(nan|inf).*100\.0 may help\n/
        #expect(outcome.complaints.wholeMatch(of: message) != nil, "\(outcome.complaints)")
        #expect(try folder.names("model").isEmpty)
    }

    @Test func `SIGTERM ends it at once`() throws {
        var job = job
        job.epochs = 100_000
        let outcome = try TrainerProgram.train(job, in: folder) { _, process in kill(process, SIGTERM) }
        #expect(outcome.signal == SIGTERM)
        #expect(try folder.names("model").isEmpty)
    }
}
