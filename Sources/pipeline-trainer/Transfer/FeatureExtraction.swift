import Architectures
import TrainingJob

/// Computes once what a frozen backbone makes of images, so that many heads can be trained on it in seconds.
///
/// The folder holds the features, and the description and weights of the backbone, of which `train-head` makes a model.
@MainActor
struct FeatureExtraction {
    let job: FeaturesJob

    func run() throws {
        let training = try images(job.trainingShards)
        guard training.count > 1 else {
            throw TrainerError(
                .noImages, "\(job.trainingShards): training needs at least two images, there are \(training.count)")
        }
        try ClassCounts(training, classCount: job.classCount).requireAll(in: job.trainingShards)
        let validation = try images(job.validationShards)
        let weights = try InitialWeights(file: job.initialWeights)
        let folder = ModelFolder(path: job.output)
        try folder.create()
        try Network.configure(threads: job.threads)
        let statistics = weights.statistics(of: job.architecture) ?? PixelStatistics(training)
        var description = ModelDescription(
            architecture: job.architecture, classCount: job.classCount, imageSize: job.imageSize,
            mean: statistics.mean, standardDeviation: statistics.standardDeviation, parameterCount: 0)
        let network = try Network(description, device: job.device)
        description.parameterCount = network.parameterCount
        let taken = try weights.load(into: network)

        var progress = ProgressTeller(total: training.count + validation.count)
        for (images, name) in [
            (training, Features.trainingFileName), (validation, Features.validationFileName),
        ] {
            try network.features(of: images, batchSize: job.batchSize, &progress).write(to: "\(job.output)/\(name)")
        }
        try SafeTensors(taken, metadata: statistics.metadata).write(
            to: "\(job.output)/\(ModelDescription.weightsFileName)")
        try description.write(to: "\(job.output)/\(ModelDescription.fileName)")
    }

    private func images(_ shards: String) throws -> ImageSet {
        try ShardFolder(shards).images(side: job.imageSize, classCount: job.classCount)
    }
}
