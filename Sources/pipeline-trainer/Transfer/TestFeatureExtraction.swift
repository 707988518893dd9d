import TrainingJob

/// Computes once what the backbone of other features makes of images to test on, so that many heads can be judged in seconds.
@MainActor
struct TestFeatureExtraction {
    let job: TestFeaturesJob

    func run() throws {
        let source = ModelFolder(path: job.features)
        let description = try source.description()
        let images = try ShardFolder(job.shards).images(
            side: description.imageSize, classCount: description.classCount)
        try Network.configure(threads: job.threads)
        let network = try Network(description, device: job.device)
        let tensors = try SafeTensors(file: "\(source.path)/\(ModelDescription.weightsFileName)").tensors
        try network.replace(tensors)
        var progress = ProgressTeller(total: images.count)
        let features = try network.features(of: images, batchSize: job.batchSize, &progress)
        try TestFeatureFolder(path: job.output).write(features, description, tensors, of: network)
    }
}
