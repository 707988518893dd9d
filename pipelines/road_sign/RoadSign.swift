import Architectures
import PipelineKit
import TrainingJob
import VisionSteps

/// Trains a classifier of road signs, and registers it where it is good enough.
public struct RoadSign: Pipeline {
    public static let name = "road_sign"
    public static let summary = "trains a classifier of road signs, and registers it where it is good enough"

    public init() {}

    public func declare(in graph: inout GraphBuilder) {
        let images = graph.parameter(
            "images", default: ImageFolder(path: "data/sample"),
            help: "The images: GTSRB as it is published, or a folder for each class.")
        let epochs = graph.parameter("epochs", default: 10, in: 1...1000, help: "How often every image is seen.")
        let architecture = graph.parameter(
            "architecture", default: Architecture.smallCNN, help: "The kind of network.")
        let imageSize = graph.parameter(
            "image_size", default: 48, in: 16...256, help: "The width and height that signs are scaled to, in pixels.")
        let batchSize = graph.parameter(
            "batch_size", default: 32, in: 2...4096, help: "The number of images in a step of the training.")
        let learningRate = graph.parameter(
            "learning_rate", default: 0.02, in: 0.000_001...10, help: "The highest rate of the schedule.")
        let options = trainingOptions(in: &graph)
        let weights = graph.parameter(
            "weights", default: [WeightsFile](),
            help: "A file of weights to begin with; `pipeline weights get` downloads some. Random ones without it.")
        let freeze = graph.parameter(
            "freeze", default: "none",
            help: "How much of those weights is kept: none, backbone, or all_but_last_N with a number of blocks.")
        let backboneRate = graph.parameter(
            "backbone_rate", default: 1.0, in: 0...100,
            help: "The learning rate of the backbone, as a fraction of the head's.")
        let validation = graph.parameter(
            "validation", default: 0.1, in: 0.01...0.5,
            help: "The part of each class's tracks that chooses the best epoch.")
        let seed = graph.parameter("seed", default: 1, help: "Another number draws another split and other weights.")
        let maxCorrupt = graph.parameter(
            "max_corrupt", default: 0, in: 0...1_000_000, help: "How many corrupt images of a side may be left out.")
        let maxError = graph.parameter(
            "max_mse", default: 12.0, in: 0...1_000_000,
            help: "The mean squared error over class ids below which the model is registered.")
        let promote = graph.parameter(
            "promote", default: "",
            help: "The alias, such as champion, that a registered model gets if its gates let it.")

        let champion = graph.parameter(
            "champion", default: RegisteredModel("road_sign@champion"),
            help: "The model that the new one is compared with on the same images; an empty text for none.")

        let split = graph.step(
            "split", SplitDataset(images: images, validation: validation, seed: seed), resources: Resources(cpus: 2))
        func shards(_ name: String, _ list: Reference<ImageList>) -> Reference<Shards> {
            graph.step(name, ConvertToShards(images: list, folder: images, size: imageSize, maxCorrupt: maxCorrupt))
                .shards
        }
        let training = shards("training_shards", split.training)
        let test = shards("test_shards", split.test)
        let validating = shards("validation_shards", split.validation)

        let train = graph.step(
            "train",
            Train(
                training: training, validation: validating, classes: split.classes, architecture: architecture,
                imageSize: imageSize, epochs: epochs, batchSize: batchSize, learningRate: learningRate, seed: seed,
                weights: weights, freeze: freeze, backboneRate: backboneRate, options: options),
            resources: Resources(cpus: 2, memory: .gigabytes(2), optionalGPUs: 1))
        let evaluation = graph.step(
            "evaluate",
            Evaluate(
                model: train.model, shards: test, classNames: split.classNames, champion: champion,
                images: split.test),
            resources: Resources(cpus: 2, memory: .gigabytes(1), optionalGPUs: 1))

        graph.when(evaluation.meanSquaredError < maxError) { graph in
            graph.step(
                "register",
                RegisterModel(model: train.model, evaluation: evaluation, group: "road_sign", promoteTo: promote))
        } otherwise: { graph in
            graph.step(
                "reject",
                Fail(
                    "the mean squared error is \(evaluation.meanSquaredError), not below max_mse, which is \(maxError)")
            )
        }
    }

    /// Declares what people change about the training beyond its length and its rate.
    private func trainingOptions(in graph: inout GraphBuilder) -> TrainingOptions {
        TrainingOptions(
            optimiserKind: graph.parameter(
                "optimiser", default: Optimiser.Kind.sgd,
                help: "How gradients change the weights; adamw wants a learning_rate of about a tenth."),
            weightDecay: graph.parameter(
                "weight_decay", default: 0.0005, in: 0...1, help: "The pull of weights towards zero."),
            clipNorm: graph.parameter(
                "clip_norm", default: 0, in: 0...1_000_000,
                help: "The length to which longer gradients are shortened; 0 for no limit."),
            scheduleKind: graph.parameter(
                "schedule", default: Schedule.Kind.oneCycle, help: "How the learning rate changes."),
            warmUpEpochs: graph.parameter(
                "warm_up_epochs", default: 0, in: 0...1000,
                help: "The epochs in which the rate rises; 0 for none, and for one_cycle for a quarter of them all."),
            labelSmoothing: graph.parameter(
                "label_smoothing", default: 0.1, in: 0...0.9,
                help: "The share of probability that is spread over all classes."),
            balance: graph.parameter(
                "balance", default: ClassBalance.none,
                help: "Whether rare classes count more, by weights in the loss or by sampling."),
            emaDecay: graph.parameter(
                "ema_decay", default: 0, in: 0...0.999_999,
                help: "The share that a moving average of the weights keeps at each step; 0 for no average."),
            patience: graph.parameter(
                "patience", default: 0, in: 0...1000,
                help: "The epochs without a better validation after which the training stops; 0 for no such end."),
            precision: graph.parameter(
                "precision", default: Precision.float32, help: "The numbers that the network is trained with."),
            augmentationStrength: graph.parameter(
                "augmentation", default: 1, in: 0...3,
                help: "How far training images are changed at random, as a multiple of the usual; 0 not at all."))
    }
}
