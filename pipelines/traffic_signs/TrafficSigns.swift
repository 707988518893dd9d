import Architectures
import PipelineKit
import VisionSteps

/// Trains a classifier of 58 kinds of traffic signs from scratch and from trained weights, and registers the better one.
///
/// There are few images, one alone of some classes, so that a part for validation would say little: both ways are tried on
/// folds, and the mean accuracy over them chooses. The test set is read once, by the way that was chosen.
public struct TrafficSigns: Pipeline {
    public static let name = "traffic_signs"
    public static let summary =
        "trains a classifier of 58 kinds of traffic signs, from scratch and from trained weights"

    public init() {}

    /// One of the two ways, with what it needs in every training.
    private struct Way {
        let name: String
        let architecture: Reference<Architecture>
        let imageSize: Reference<Int>
        let epochs: Reference<Int>
        let learningRate: Reference<Double>
        let weights: Reference<[WeightsFile]>
        let backboneRate: Reference<Double>
    }

    public func declare(in graph: inout GraphBuilder) {
        let images = graph.parameter(
            "images", default: ImageFolder(path: "data/traffic_signs"),
            help: "The images: the 58 classes as they are on Kaggle, with traffic_Data/ and labels.csv.")
        let weights = graph.parameter(
            "weights", default: WeightsFile(path: "data/weights/efficientnet-lite0-57934424.pth"),
            help: "The weights to fine-tune; `pipeline weights get efficientnet_lite0` downloads some.")
        let folds = graph.parameter("folds", default: 3, in: 2...10, help: "How many folds both ways are tried on.")
        let batchSize = graph.parameter(
            "batch_size", default: 16, in: 2...4096, help: "The number of images in a step of the training.")
        let seed = graph.parameter("seed", default: 1, help: "Another number draws other folds and other weights.")
        let minAccuracy = graph.parameter(
            "min_accuracy", default: 0.5, in: 0...1, help: "The accuracy at which the model is registered.")
        let promote = graph.parameter(
            "promote", default: "",
            help: "The alias, such as champion, that a registered model gets if its gates let it.")
        let ways = [
            Way(
                name: "scratch",
                architecture: graph.parameter(
                    "architecture", default: Architecture.smallCNN, help: "The kind of network from scratch."),
                imageSize: graph.parameter(
                    "image_size", default: 48, in: 16...256,
                    help: "The width and height of images from scratch, in pixels."),
                epochs: graph.parameter(
                    "epochs", default: 40, in: 1...1000, help: "How often every image is seen from scratch."),
                learningRate: graph.parameter(
                    "learning_rate", default: 0.02, in: 0.000_001...10,
                    help: "The highest rate of the schedule from scratch."),
                weights: Reference([]), backboneRate: 1),
            Way(
                name: "fine_tuned",
                architecture: graph.parameter(
                    "tuned_architecture", default: Architecture.efficientNetLite0,
                    help: "The kind of network that the weights are of."),
                imageSize: graph.parameter(
                    "tuned_image_size", default: 96, in: 32...256,
                    help: "The width and height of images for fine-tuning, in pixels."),
                epochs: graph.parameter(
                    "tuned_epochs", default: 20, in: 1...1000, help: "How often every image is seen in fine-tuning."),
                learningRate: graph.parameter(
                    "tuned_learning_rate", default: 0.05, in: 0.000_001...10,
                    help: "The highest rate of the head in fine-tuning."),
                weights: .all([weights]),
                backboneRate: graph.parameter(
                    "backbone_rate", default: 0.2, in: 0...1,
                    help: "The rate of the layers that bring weights, as a part of the head's.")),
        ]

        let split = graph.step(
            "split", SplitDataset(images: images, validation: 0, seed: seed), resources: Resources(cpus: 2))
        let dealt = graph.step("deal_folds", SplitFolds(images: split.training, folds: folds, seed: seed))
        func shards(
            _ name: String, _ list: Reference<ImageList>, _ way: Way, _ graph: inout GraphBuilder
        ) -> Reference<Shards> {
            graph.step(name, ConvertToShards(images: list, folder: images, size: way.imageSize)).shards
        }
        let resources = Resources(cpus: 2, memory: .gigabytes(2), optionalGPUs: 1)
        let accuracies = ways.map { way in
            graph.map("\(way.name)_folds", over: dealt.folds) { fold, graph in
                let training = shards("\(way.name)_fold_training_shards", fold.training, way, &graph)
                let validation = shards("\(way.name)_fold_validation_shards", fold.validation, way, &graph)
                return graph.step(
                    "try_\(way.name)",
                    Train(
                        training: training, validation: validation, classes: split.classes,
                        architecture: way.architecture, imageSize: way.imageSize, epochs: way.epochs,
                        batchSize: batchSize, learningRate: way.learningRate, seed: seed, weights: way.weights,
                        backboneRate: way.backboneRate), resources: resources
                ).validationAccuracy
            }
        }
        let choice = graph.step("choose", CompareWays(scratch: accuracies[0], fineTuned: accuracies[1]))

        func finish(_ way: Way, _ graph: inout GraphBuilder) {
            let all = shards("\(way.name)_training_shards", split.training, way, &graph)
            let test = shards("\(way.name)_test_shards", split.test, way, &graph)
            let model = graph.step(
                "train_\(way.name)",
                TrainOnAll(
                    training: all, classes: split.classes, architecture: way.architecture, imageSize: way.imageSize,
                    epochs: way.epochs, batchSize: batchSize, learningRate: way.learningRate, seed: seed,
                    weights: way.weights, backboneRate: way.backboneRate), resources: resources
            ).model
            let evaluation = graph.step(
                "evaluate_\(way.name)",
                Evaluate(model: model, shards: test, classNames: split.classNames, images: split.test),
                resources: Resources(cpus: 2, memory: .gigabytes(1), optionalGPUs: 1))
            graph.when(evaluation.accuracy >= minAccuracy) { graph in
                graph.step(
                    "register_\(way.name)",
                    RegisterModel(model: model, evaluation: evaluation, group: "traffic_signs", promoteTo: promote))
            } otherwise: { graph in
                graph.step(
                    "reject_\(way.name)",
                    Fail("the accuracy is \(evaluation.accuracy), below min_accuracy, which is \(minAccuracy)"))
            }
        }
        graph.when(Condition(choice.isFineTunedBetter)) { graph in
            finish(ways[1], &graph)
        } otherwise: { graph in
            finish(ways[0], &graph)
        }
    }
}
