import TrainingJob

/// Goes through all training images once, an epoch; the next batch is made while the network learns from the last.
@MainActor
struct TrainingPass {
    private let job: TrainJob
    private let network: Network
    private let batches: BatchMaker
    private let schedule: OneCycle
    private let stepsPerEpoch: Int
    private var progress: ProgressTeller

    init(job: TrainJob, network: Network, batches: BatchMaker) {
        self.job = job
        self.network = network
        self.batches = batches
        stepsPerEpoch = batches.plan(epoch: 1).count
        schedule = OneCycle(peak: job.learningRate, steps: stepsPerEpoch * job.epochs)
        progress = ProgressTeller(total: batches.images.count * job.epochs)
    }

    mutating func run(epoch: Int) async throws -> TrainResult.Epoch {
        let batches = batches
        let plan = batches.plan(epoch: epoch)
        let started = ContinuousClock.now
        var loss = 0.0
        var correct = 0
        var rate = 0.0
        var batch = await batches.batch(plan[0], epoch: epoch)
        for step in plan.indices {
            let following = step + 1 < plan.count ? plan[step + 1] : []
            async let next = batches.batch(following, epoch: epoch)
            rate = schedule.rate(at: (epoch - 1) * stepsPerEpoch + step)
            let result = try network.train(
                on: batch,
                Network.Step(
                    learningRate: rate, momentum: job.momentum, weightDecay: job.weightDecay,
                    labelSmoothing: job.labelSmoothing))
            guard result.loss.isFinite else {
                throw TrainerError(
                    .diverged,
                    "the loss is \(result.loss) in step \(step + 1) of epoch \(epoch); "
                        + "a lower learning rate than \(job.learningRate) may help")
            }
            loss += result.loss * Double(batch.count)
            correct += result.correct
            progress.add(batch.count)
            batch = await next
        }
        let count = Double(batches.images.count)
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        Console.tell(.metric(name: "learning_rate", step: epoch, value: rate))
        Console.tell(.metric(name: "images_per_second", step: epoch, value: (count / seconds).rounded()))
        return TrainResult.Epoch(loss: loss / count, accuracy: Double(correct) / count)
    }
}
