import PipelineKit
import VisionSteps

/// Trains a network that tells how many fingers a hand shows, and which hand it is.
///
/// Count and hand are one label of twelve: a network for both at once has less to get wrong than two, and both accuracies
/// follow from the confusion of the twelve.
public struct Fingers: Pipeline {
    public static let name = "fingers"
    public static let summary = "trains a network that counts the fingers of a hand, and tells which hand it is"

    public init() {}

    public func declare(in graph: inout GraphBuilder) {
        let images = graph.parameter(
            "images", default: ImageFolder(path: "data/fingers"),
            help: "The images: the data set Fingers, with train/ and test/.")
        let pattern = graph.parameter(
            "pattern", default: "*_{fingers:0-9}{hand:LR}.*", help: "How the names of the files tell count and hand.")
        let epochs = graph.parameter("epochs", default: 12, in: 1...1000, help: "How often every image is seen.")
        let imageSize = graph.parameter(
            "image_size", default: 48, in: 16...256, help: "The width and height that images are scaled to, in pixels.")
        let batchSize = graph.parameter(
            "batch_size", default: 32, in: 2...4096, help: "The number of images in a step of the training.")
        let learningRate = graph.parameter(
            "learning_rate", default: 0.02, in: 0.000_001...10, help: "The highest rate of the schedule.")
        let seed = graph.parameter("seed", default: 1, help: "Another number draws another split and other weights.")
        let minCountAccuracy = graph.parameter(
            "min_count_accuracy", default: 0.95, in: 0...1,
            help: "The share of right counts at which the model is registered.")
        let minHandAccuracy = graph.parameter(
            "min_hand_accuracy", default: 0.95, in: 0...1,
            help: "The share of right hands at which the model is registered.")
        let promote = graph.parameter(
            "promote", default: "",
            help: "The alias, such as champion, that a registered model gets if its gates let it.")

        let split = graph.step(
            "split", SplitDataset(images: images, validation: 0.1, seed: seed, pattern: pattern),
            resources: Resources(cpus: 2))
        func shards(_ name: String, _ list: Reference<ImageList>) -> Reference<Shards> {
            graph.step(name, ConvertToShards(images: list, folder: images, size: imageSize)).shards
        }
        let training = shards("training_shards", split.training)
        let validation = shards("validation_shards", split.validation)
        let test = shards("test_shards", split.test)
        let train = graph.step(
            "train",
            Train(
                training: training, validation: validation, classes: split.classes, imageSize: imageSize,
                epochs: epochs, batchSize: batchSize, learningRate: learningRate, seed: seed),
            resources: Resources(cpus: 2, memory: .gigabytes(2), optionalGPUs: 1))
        let evaluation = graph.step(
            "evaluate", Evaluate(model: train.model, shards: test, classNames: split.classNames, images: split.test),
            resources: Resources(cpus: 2, memory: .gigabytes(1), optionalGPUs: 1))
        let scores = graph.step("score", ScoreFingers(evaluation: evaluation, classNames: split.classNames))

        graph.when(scores.countAccuracy >= minCountAccuracy && scores.handAccuracy >= minHandAccuracy) { graph in
            graph.step(
                "register",
                RegisterModel(model: train.model, evaluation: evaluation, group: "fingers", promoteTo: promote))
        } otherwise: { graph in
            graph.step(
                "reject",
                Fail(
                    """
                    \(scores.countAccuracy) of the counts and \(scores.handAccuracy) of the hands are right, not \
                    min_count_accuracy, which is \(minCountAccuracy), and min_hand_accuracy, which is \(minHandAccuracy)
                    """))
        }
    }
}
