import TrainingJob

/// Trains a network on the images of a job, and writes the best of its epochs.
@MainActor
struct Training {
    let job: TrainJob

    func run() async throws {
        let (training, validation) = try load()
        let folder = ModelFolder(path: job.output)
        try folder.create()
        try Network.configure(threads: job.threads)
        let statistics = PixelStatistics(training)
        var description = ModelDescription(
            architecture: .smallCNN, classCount: job.classCount, imageSize: job.imageSize, mean: statistics.mean,
            standardDeviation: statistics.standardDeviation, parameterCount: 0)
        let network = try Network(description, device: job.device, seed: job.seed)
        description.parameterCount = network.parameterCount
        Console.tell(
            .message(
                "training \(description.architecture.rawValue) with \(network.parameterCount) parameters on "
                    + "\(network.deviceName): \(training.count) images, \(validation.count) to validate"))

        let (tensors, result) = try await train(network, on: training, validation)
        try folder.write(description, tensors, result)
        Console.tell(.message("the weights are those of epoch \(result.bestEpoch) of \(job.epochs)"))
    }

    private func load() throws -> (training: ImageSet, validation: ImageSet) {
        let training = try ShardFolder(job.trainingShards).images(side: job.imageSize, classCount: job.classCount)
        guard training.count > 1 else {
            throw TrainerError(
                .noImages, "\(job.trainingShards): training needs at least two images, there are \(training.count)")
        }
        guard let shards = job.validationShards else { return (training, ImageSet(side: job.imageSize)) }
        return (training, try ShardFolder(shards).images(side: job.imageSize, classCount: job.classCount))
    }

    private func train(
        _ network: Network, on training: ImageSet, _ validation: ImageSet
    ) async throws -> ([Tensor], TrainResult) {
        let batches = BatchMaker(
            images: training, augmentation: job.augmentation, seed: job.seed, batchSize: job.batchSize)
        var pass = TrainingPass(job: job, network: network, batches: batches)
        var result = TrainResult(
            trainingImages: training.count, validationImages: validation.count, bestEpoch: 0, epochs: [])
        var best: (validation: Validation, tensors: [Tensor])?
        for epoch in 1...job.epochs {
            var figures = try await pass.run(epoch: epoch)
            if validation.count > 0 {
                let measured = try Validation(
                    of: network, on: validation, classCount: job.classCount, batchSize: job.batchSize)
                figures.validationLoss = measured.loss
                figures.validationAccuracy = measured.accuracy
                if best.map({ measured.isBetter(than: $0.validation) }) ?? true {
                    best = (measured, try network.tensors())
                    result.bestEpoch = epoch
                }
            } else {
                result.bestEpoch = epoch
            }
            result.epochs.append(figures)
            tell(figures, epoch: epoch)
        }
        return (try best?.tensors ?? network.tensors(), result)
    }

    private func tell(_ figures: TrainResult.Epoch, epoch: Int) {
        func metric(_ name: String, _ value: Double?) {
            if let value { Console.tell(.metric(name: name, step: epoch, value: value)) }
        }
        metric("loss", figures.loss)
        metric("accuracy", figures.accuracy)
        metric("validation_loss", figures.validationLoss)
        metric("validation_accuracy", figures.validationAccuracy)
    }
}
