import TrainingJob

/// Goes through all training images once, an epoch; the next batches are made while the network learns from one.
@MainActor
struct TrainingPass {
    private let job: TrainJob
    private let network: Network
    private let batches: BatchMaker
    private let learningRate: LearningRate
    private let classWeights: [Float]
    private let stepsPerEpoch: Int
    private var progress: ProgressTeller

    init(job: TrainJob, network: Network, images: ImageSet) {
        self.job = job
        self.network = network
        batches = BatchMaker(
            images: images, augmentation: job.augmentation, seed: job.seed, batchSize: job.batchSize,
            isBalanced: job.balance == .sampling)
        stepsPerEpoch = batches.batchCount
        learningRate = LearningRate(
            job.schedule, highest: job.learningRate, stepsPerEpoch: stepsPerEpoch, epochs: job.epochs)
        classWeights = job.balance == .weights ? ClassCounts(images, classCount: job.classCount).weights : []
        progress = ProgressTeller(total: images.count * job.epochs)
    }

    /// The settings of a step, counted from 0 over all epochs.
    func step(at number: Int) -> TrainingStep {
        TrainingStep(
            optimiser: job.optimiser, learningRate: learningRate.rate(at: number),
            backboneRate: job.backboneRate, labelSmoothing: job.labelSmoothing,
            classWeights: classWeights, emaDecay: job.emaDecay,
            isMixedPrecision: job.precision != .float32 && network.deviceName == "cuda")
    }

    mutating func run(epoch: Int) async throws -> EpochReport {
        let started = ContinuousClock.now
        var waited = Duration.zero
        var loss = 0.0
        var correct = 0
        progress.start(at: batches.images.count * (epoch - 1))
        try await withThrowingTaskGroup(of: BatchQueue.Numbered.self) { group in
            var queue = BatchQueue(batches, epoch: epoch)
            for number in 0..<stepsPerEpoch {
                let asked = ContinuousClock.now
                let batch = try await queue.next(&group)
                waited += ContinuousClock.now - asked
                let step = step(at: (epoch - 1) * stepsPerEpoch + number)
                let result = try network.train(on: batch, step)
                guard result.loss.isFinite else {
                    throw TrainerError.diverged(learningRate: job.learningRate, result.loss) {
                        "the loss is \($0) in batch \(number + 1) of epoch \(epoch)"
                    }
                }
                loss += result.loss * Double(batch.count)
                correct += result.correct
                progress.add(batch.count)
            }
        }
        let count = Double(batches.images.count)
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        return EpochReport(
            figures: TrainResult.Epoch(loss: loss / count, accuracy: Double(correct) / count),
            learningRate: learningRate.rate(at: epoch * stepsPerEpoch - 1),
            imagesPerSecond: (count / seconds).rounded(),
            inputWait: (waited / .seconds(1) / seconds * 1000).rounded() / 1000)
    }
}
