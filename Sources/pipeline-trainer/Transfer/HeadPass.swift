import TrainingJob

/// Goes through the features of all training images once, an epoch.
@MainActor
struct HeadPass {
    private let job: HeadJob
    private let network: Network
    private let features: Features
    private let batches: Int
    private let schedule: LearningRate
    private var progress: ProgressTeller

    init(job: HeadJob, network: Network, features: Features) {
        self.job = job
        self.network = network
        self.features = features
        batches = (features.count + job.batchSize - 1) / job.batchSize
        schedule = LearningRate(
            Schedule(), highest: job.learningRate, stepsPerEpoch: batches, epochs: job.epochs)
        progress = ProgressTeller(total: features.count * job.epochs)
    }

    mutating func run(epoch: Int) throws -> TrainResult.Epoch {
        var random = RandomSource(job.seed, UInt64(epoch))
        let order = random.permutation(features.count)
        var loss = 0.0
        var correct = 0
        for step in 0..<batches {
            let members = order[step * features.count / batches..<(step + 1) * features.count / batches]
            let rate = schedule.rate(at: (epoch - 1) * batches + step)
            let result = try network.trainHead(
                on: rows(members), classes: members.map { features.classes[$0] },
                TrainingStep(
                    optimiser: Optimiser(momentum: job.momentum, weightDecay: job.weightDecay), learningRate: rate,
                    labelSmoothing: job.labelSmoothing))
            guard result.loss.isFinite else {
                throw TrainerError.diverged(learningRate: job.learningRate, result.loss) {
                    "the loss is \($0) in batch \(step + 1) of epoch \(epoch)"
                }
            }
            loss += result.loss * Double(members.count)
            correct += result.correct
            progress.add(members.count)
        }
        return TrainResult.Epoch(
            loss: loss / Double(features.count), accuracy: Double(correct) / Double(features.count))
    }

    /// The features of some images, copied side by side.
    private func rows(_ members: ArraySlice<Int>) -> [Float] {
        let width = features.width
        return [Float](unsafeUninitializedCapacity: members.count * width) { room, count in
            features.values.withUnsafeBufferPointer { values in
                for (position, member) in members.enumerated() {
                    let source = UnsafeBufferPointer(rebasing: values[member * width..<(member + 1) * width])
                    _ = UnsafeMutableBufferPointer(rebasing: room[position * width..<(position + 1) * width])
                        .update(from: source)
                }
            }
            count = room.count
        }
    }
}
