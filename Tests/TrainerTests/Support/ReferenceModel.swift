import Architectures
import Foundation
import Imaging
import RecordIO
import TrainingJob

/// A model folder with weights that follow a rule, and what PyTorch computes with them.
struct ReferenceModel {
    /// What `Golden/predictions.py` wrote of a network.
    struct Expectation: Decodable {
        let imageSize: Int
        let gain: Double
        /// The logarithms of the probabilities, a row for each image.
        let scores: [[Double]]

        private enum CodingKeys: String, CodingKey {
            case imageSize = "image_size"
            case gain
            case scores
        }
    }

    private static let expectations: [String: Expectation] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Golden/predictions.json")
        do {
            return try JSONDecoder().decode([String: Expectation].self, from: Data(contentsOf: file))
        } catch {
            preconditionFailure("\(file.path): \(error)")
        }
    }()

    let expected: Expectation
    private let folder: TemporaryFolder

    /// The folder of the model.
    var path: String { "\(folder.path)/model" }

    /// Writes the model's files.
    init(_ architecture: Architecture, in folder: TemporaryFolder) throws {
        guard let expected = Self.expectations[architecture.rawValue] else {
            preconditionFailure("Golden/predictions.json lacks \(architecture.rawValue)")
        }
        self.expected = expected
        self.folder = folder
        let classCount = expected.scores[0].count
        let plan = try NetworkPlan(architecture, classCount: classCount, imageSize: expected.imageSize)
        try folder.makeFolder("model")
        try ModelDescription(
            architecture: architecture, classCount: classCount, imageSize: expected.imageSize,
            mean: [0.5, 0.25, 0.125], standardDeviation: [0.25, 0.5, 1], parameterCount: 0
        ).write(to: "\(path)/\(ModelDescription.fileName)")
        try SafeTensors(RuleBasedWeights(plan: plan, gain: expected.gain).tensors)
            .write(to: "\(path)/\(ModelDescription.weightsFileName)")
    }

    /// The images that the expectation is of.
    var images: [Image] {
        RuleBasedWeights.pixels(side: expected.imageSize, images: expected.scores.count).map {
            Image(width: expected.imageSize, height: expected.imageSize, pixels: $0)
        }
    }

    /// Has the trainer classify images.
    func predictions(of images: [Image]) throws -> Predictions {
        try folder.makeFolder("shards")
        let shard = "\(folder.path)/shards/shard-00000"
        var writer = try RecordWriter(file: "\(shard).rec", index: "\(shard).idx")
        for (number, image) in images.enumerated() {
            let record = ImageRecord(classID: 0, id: UInt64(number), image: image.encodedPPM())
            try writer.append(record.payload, key: UInt64(number))
        }
        try writer.finish()
        let job = PredictJob(
            model: path, shards: "\(folder.path)/shards", output: "\(folder.path)/predictions", batchSize: 3,
            threads: 1,
            device: .cpu)
        let outcome = try TrainerProgram.predict(job, in: folder)
        guard outcome.exitCode == 0 else { throw TrainerFailure(complaints: outcome.complaints) }
        return try Predictions(file: job.output)
    }

    struct TrainerFailure: Error {
        let complaints: String
    }
}
