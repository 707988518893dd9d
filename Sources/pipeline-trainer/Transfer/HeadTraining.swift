import Architectures
import TrainingJob

/// Trains a head on features, and writes the whole model: the backbone that made the features, and the best head.
@MainActor
struct HeadTraining {
    let job: HeadJob

    func run() throws {
        let source = ModelFolder(path: job.features)
        let description = try source.description()
        try Network.configure(threads: job.threads)
        let network = try Network(description, device: job.device, seed: job.seed)
        try network.replace(try SafeTensors(file: "\(source.path)/\(ModelDescription.weightsFileName)").tensors)
        try network.freeze(before: network.plan.headStart)
        let training = try features(Features.trainingFileName, of: network)
        let validation = try features(Features.validationFileName, of: network)
        Console.tell(
            .message(
                "training the head of \(description.architecture.rawValue) on \(network.deviceName): "
                    + "\(training.count) images of \(training.width) features, \(validation.count) to validate"))

        let (tensors, result) = try train(network, on: training, validation)
        let folder = ModelFolder(path: job.output)
        try folder.create()
        try folder.write(description, tensors, result)
        Console.tell(.message("the weights are those of epoch \(result.bestEpoch) of \(job.epochs)"))
    }

    private func features(_ name: String, of network: Network) throws -> Features {
        try Features(
            file: "\(job.features)/\(name)", width: network.plan.featureCount, classCount: network.plan.classCount)
    }

    private func train(
        _ network: Network, on training: Features, _ validation: Features
    ) throws -> ([Tensor], TrainResult) {
        var pass = HeadPass(job: job, network: network, features: training)
        var result = TrainResult(
            trainingImages: training.count, validationImages: validation.count, bestEpoch: 0, epochs: [])
        var best: (validation: Validation, tensors: [Tensor])?
        for epoch in 1...job.epochs {
            var figures = try pass.run(epoch: epoch)
            if validation.count > 0 {
                let measured = try Validation(of: network, on: validation, batchSize: job.batchSize)
                guard measured.loss.isFinite else {
                    throw TrainerError.diverged(learningRate: job.learningRate, measured.loss) {
                        "after epoch \(epoch) the loss on the images to validate is \($0)"
                    }
                }
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
