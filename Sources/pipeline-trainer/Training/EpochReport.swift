import TrainingJob

/// What is told of an epoch.
struct EpochReport: Codable, Hashable {
    /// What is kept with the model.
    var figures: TrainResult.Epoch
    /// The learning rate at its end.
    var learningRate: Double
    var imagesPerSecond: Double
    /// The part of its time that the network waited for images.
    var inputWait: Double

    /// Tells the values; again where an earlier attempt told them.
    func tell(epoch: Int) {
        let metrics = [
            ("learning_rate", learningRate), ("images_per_second", imagesPerSecond), ("input_wait", inputWait),
            ("loss", figures.loss), ("accuracy", figures.accuracy), ("validation_loss", figures.validationLoss),
            ("validation_accuracy", figures.validationAccuracy),
        ]
        for case (let name, let value?) in metrics { Console.tell(.metric(name: name, step: epoch, value: value)) }
    }
}
