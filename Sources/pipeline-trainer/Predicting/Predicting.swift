import TrainingJob

/// Classifies the images of a job, and writes the probabilities.
@MainActor
struct Predicting {
    let job: PredictJob

    func run() throws {
        let model = ModelFolder(path: job.model)
        let description = try model.description()
        let shards = try ShardFolder(job.shards)
        if let path = job.features {
            let labels = try shards.labels(classCount: description.classCount)
            let network = try network(description, of: model)
            let features = try TestFeatureFolder(path: path).features(of: labels, for: network, description)
            try predict(labels, description) { try network.probabilities(of: $0, in: features) }
        } else {
            let images = try shards.images(side: description.imageSize, classCount: description.classCount)
            let network = try network(description, of: model)
            try predict(images.labels, description) { try network.probabilities(of: $0, in: images) }
        }
    }

    private func network(_ description: ModelDescription, of model: ModelFolder) throws -> Network {
        try Network.configure(threads: job.threads)
        return try model.network(description, device: job.device)
    }

    private func predict(
        _ labels: ImageLabels, _ description: ModelDescription, probabilities: (Range<Int>) throws -> [Float]
    ) throws {
        var predictions = Predictions(classCount: description.classCount)
        var progress = ProgressTeller(total: labels.count)
        for start in stride(from: 0, to: labels.count, by: job.batchSize) {
            let range = start..<min(labels.count, start + job.batchSize)
            predictions.append(
                ids: labels.ids[range], classes: labels.classes[range].map { Int($0) },
                probabilities: try probabilities(range))
            progress.add(range.count)
        }
        try predictions.write(to: job.output)
    }
}
