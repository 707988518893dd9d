import TrainingJob

/// Classifies the images of a job, and writes the probabilities.
@MainActor
struct Predicting {
    let job: PredictJob

    func run() throws {
        let folder = ModelFolder(path: job.model)
        let description = try folder.description()
        let images = try ShardFolder(job.shards).images(
            side: description.imageSize, classCount: description.classCount)
        try Network.configure(threads: job.threads)
        let network = try folder.network(description, device: job.device)

        var predictions = Predictions(classCount: description.classCount)
        var progress = ProgressTeller(total: images.count)
        for start in stride(from: 0, to: images.count, by: job.batchSize) {
            let range = start..<min(images.count, start + job.batchSize)
            predictions.append(
                ids: images.ids[range], classes: images.classes[range].map { Int($0) },
                probabilities: try network.probabilities(of: range, in: images))
            progress.add(range.count)
        }
        try predictions.write(to: job.output)
    }
}
