import Architectures
import TrainingJob

/// Trains a network on the images of a job, and writes the best of its epochs.
@MainActor
struct Training {
    let job: TrainJob

    func run() async throws {
        let (training, validation) = try load()
        let initial = try job.initialWeights.map { try InitialWeights(file: $0) }
        let folder = ModelFolder(path: job.output)
        try folder.create()
        try Network.configure(threads: job.threads)
        let statistics = initial?.statistics(of: job.architecture) ?? PixelStatistics(training)
        var description = ModelDescription(
            architecture: job.architecture, classCount: job.classCount, imageSize: job.imageSize, mean: statistics.mean,
            standardDeviation: statistics.standardDeviation, parameterCount: 0)
        let network = try Network(description, device: job.device, seed: job.seed)
        description.parameterCount = network.parameterCount
        guard job.precision != .bfloat16 || network.deviceName == "cuda" else {
            throw TrainerError(
                .usage,
                "bfloat16 needs a CUDA device, and the network is on a \(network.deviceName); let precision be auto")
        }
        try initial?.load(into: network)
        try network.freeze(before: try job.freeze.firstTrainedLayer(of: network.plan))
        Console.tell(
            .message(
                "training \(description.architecture.rawValue) with \(network.parameterCount) parameters on "
                    + "\(network.deviceName): \(training.count) images, \(validation.count) to validate"))

        let course = try await train(network, from: initial, on: training, validation)
        let result = TrainResult(
            trainingImages: training.count, validationImages: validation.count, bestEpoch: course.bestEpoch,
            epochs: course.reports.map(\.figures))
        try folder.write(description, try course.bestTensors ?? network.tensors(), result)
        Console.tell(.message("the weights are those of epoch \(result.bestEpoch) of \(job.epochs)"))
    }

    private func load() throws -> (training: ImageSet, validation: ImageSet) {
        let training = try ShardFolder(job.trainingShards).images(side: job.imageSize, classCount: job.classCount)
        guard training.count > 1 else {
            throw TrainerError(
                .noImages, "\(job.trainingShards): training needs at least two images, there are \(training.count)")
        }
        try ClassCounts(training, classCount: job.classCount).requireAll(in: job.trainingShards)
        guard let shards = job.validationShards else { return (training, ImageSet(side: job.imageSize)) }
        return (training, try ShardFolder(shards).images(side: job.imageSize, classCount: job.classCount))
    }

    /// Does the epochs that an earlier attempt did not do.
    private func train(
        _ network: Network, from initial: InitialWeights?, on training: ImageSet, _ validation: ImageSet
    ) async throws -> TrainingCourse {
        var pass = TrainingPass(job: job, network: network, images: training)
        let checkpoints = job.checkpoints.map { folder in
            Checkpoints(
                folder: folder,
                work: TrainingWork(
                    job, device: network.deviceName, weights: initial?.tensors ?? [], training: training,
                    validation: validation))
        }
        var course = TrainingCourse()
        if let earlier = try checkpoints?.resume(network, with: pass.step(at: 0)) {
            course = earlier
            Console.tell(
                .message("goes on after epoch \(course.reports.count) of \(job.epochs), where an earlier attempt ended")
            )
            for (index, report) in course.reports.enumerated() { report.tell(epoch: index + 1) }
        }
        while course.reports.count < job.epochs && !course.isOutOfPatience(job.patience) {
            let epoch = course.reports.count + 1
            var report = try await pass.run(epoch: epoch)
            try network.withAverage(job.emaDecay > 0) {
                if validation.count > 0 {
                    let measured = try Validation(
                        of: network, on: validation, classCount: job.classCount, batchSize: job.batchSize)
                    guard measured.loss.isFinite else {
                        throw TrainerError.diverged(learningRate: job.learningRate, measured.loss) {
                            "after epoch \(epoch) the loss on the images to validate is \($0)"
                        }
                    }
                    report.figures.validationLoss = measured.loss
                    report.figures.validationAccuracy = measured.accuracy
                }
                if course.add(report) { course.bestTensors = try network.tensors() }
            }
            try checkpoints?.save(course, of: network)
            report.tell(epoch: epoch)
        }
        if course.reports.count < job.epochs {
            Console.tell(
                .message(
                    "stopped after epoch \(course.reports.count) of \(job.epochs): nothing better for "
                        + "\(job.patience) epochs"))
        }
        return course
    }
}
