import TrainingJob

/// What makes a training the same as another one: all that its weights depend on, but the number of threads.
///
/// With other threads the weights differ in their last bits, which is no reason to lose hours of work.
struct TrainingWork: Codable, Hashable {
    private let job: TrainJob
    private let device: String
    private let images: Fingerprint
    /// Absent where the weights were random from the first.
    private let weights: Fingerprint?

    init(_ job: TrainJob, device: String, weights: [Tensor], training: ImageSet, validation: ImageSet) {
        var job = job
        job.trainingShards = ""
        job.validationShards = nil
        job.output = ""
        job.checkpoints = nil
        job.initialWeights = nil
        job.threads = 1
        job.device = .auto
        self.job = job
        self.device = device
        self.weights = weights.isEmpty ? nil : Self.fingerprint(weights)
        var images = Fingerprint()
        for set in [training, validation] {
            images.add(set.count)
            for (id, classID) in zip(set.ids, set.classes) {
                images.add(Int(truncatingIfNeeded: id))
                images.add(Int(classID))
            }
            images.add(set.pixels)
        }
        self.images = images
    }

    private static func fingerprint(_ tensors: [Tensor]) -> Fingerprint {
        var fingerprint = Fingerprint()
        for tensor in tensors {
            fingerprint.add(Array(tensor.name.utf8))
            for value in tensor.values { fingerprint.add(Int(value.bitPattern)) }
        }
        return fingerprint
    }
}
