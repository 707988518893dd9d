import Architectures
import PipelineKit
import VisionSteps

/// Trains the head of a network whose backbone others trained: the backbone sees each image once, however many heads are tried.
public struct RoadSignTransfer: Pipeline {
    public static let name = "road_sign_transfer"
    public static let summary = "trains a head for road signs on a network that others trained"

    public init() {}

    public func declare(in graph: inout GraphBuilder) {
        let images = graph.parameter(
            "images", default: ImageFolder(path: "data/sample"),
            help: "The images: GTSRB as it is published, or a folder for each class.")
        let weights = graph.parameter(
            "weights", default: WeightsFile(path: "data/weights/efficientnet-lite0-57934424.pth"),
            help: "The weights of the backbone; `pipeline weights get efficientnet_lite0` downloads some.")
        let architecture = graph.parameter(
            "architecture", default: Architecture.efficientNetLite0, help: "The network that the weights are of.")
        let imageSize = graph.parameter(
            "image_size", default: 64, in: 32...512, help: "The width and height that signs are scaled to, in pixels.")
        let epochs = graph.parameter(
            "epochs", default: 20, in: 1...1000, help: "How often the head sees every image's features.")
        let learningRate = graph.parameter(
            "learning_rate", default: 0.1, in: 0.000_001...10, help: "The highest rate of the one-cycle schedule.")
        let validation = graph.parameter(
            "validation", default: 0.1, in: 0.01...0.5,
            help: "The part of each class's tracks that chooses the best epoch.")
        let seed = graph.parameter("seed", default: 1, help: "Another number draws another split and another head.")
        let minAccuracy = graph.parameter(
            "min_accuracy", default: 0.4, in: 0...1, help: "The accuracy from which the model is registered.")

        let split = graph.step(
            "split", SplitDataset(images: images, validation: validation, seed: seed), resources: Resources(cpus: 2))
        func shards(_ name: String, _ list: Reference<ImageList>) -> Reference<Shards> {
            graph.step(name, ConvertToShards(images: list, folder: images, size: imageSize)).shards
        }
        let features = graph.step(
            "features",
            ExtractFeatures(
                training: shards("training_shards", split.training),
                validation: shards("validation_shards", split.validation), classes: split.classes, weights: weights,
                architecture: architecture, imageSize: imageSize),
            resources: Resources(cpus: 2, memory: .gigabytes(2), optionalGPUs: 1))
        let test = shards("test_shards", split.test)
        let testFeatures = graph.step(
            "test_features", ExtractTestFeatures(shards: test, features: features.features),
            resources: Resources(cpus: 2, memory: .gigabytes(2), optionalGPUs: 1))
        let train = graph.step(
            "train",
            TrainHead(features: features.features, epochs: epochs, learningRate: learningRate, seed: seed),
            resources: Resources(cpus: 2, memory: .gigabytes(1), optionalGPUs: 1))
        let evaluation = graph.step(
            "evaluate",
            Evaluate(
                model: train.model, shards: test, classNames: split.classNames, features: testFeatures.features,
                images: split.test),
            resources: Resources(cpus: 2, memory: .gigabytes(1), optionalGPUs: 1))

        graph.when(evaluation.accuracy >= minAccuracy) { graph in
            graph.step("register", RegisterModel(model: train.model, evaluation: evaluation, group: "road_sign"))
        } otherwise: { graph in
            graph.step(
                "reject", Fail("the accuracy is \(evaluation.accuracy), below min_accuracy, which is \(minAccuracy)"))
        }
    }
}
