import Architectures
import PipelineKit
import VisionSteps

/// Searches for the best way to train a classifier of road signs, trains it on all of the training, and registers it
/// where it beats the champion.
///
/// Every candidate is trained on folds of the training tracks, and the mean accuracy over their validations chooses. The
/// test set is read once, by the model that was chosen, so its accuracy is not that of the luckiest of many.
public struct RoadSignSweep: Pipeline {
    public static let name = "road_sign_sweep"
    public static let summary = "searches for the best way to train a classifier of road signs, on folds of tracks"

    public init() {}

    public func declare(in graph: inout GraphBuilder) {
        let images = graph.parameter(
            "images", default: ImageFolder(path: "data/sample"),
            help: "The images: GTSRB as it is published, or a folder for each class.")
        let architectures = graph.parameter(
            "architectures", default: [Architecture.smallCNN], help: "The kinds of networks to try.")
        let rates = graph.parameter(
            "learning_rates", default: [0.01, 0.02, 0.05], in: 0.000_001...10,
            help: "The highest rates of the schedule to try.")
        let augmentations = graph.parameter(
            "augmentations", default: [0.5, 1], in: 0...3,
            help: "The strengths of random changes of the images to try; 1 is the usual one.")
        let draw = graph.parameter(
            "draw", default: 4, in: 0...1000, help: "How many combinations are drawn and tried; 0 for all of them.")
        let folds = graph.parameter("folds", default: 2, in: 2...10, help: "How many folds each is tried on.")
        let searchEpochs = graph.parameter(
            "search_epochs", default: 3, in: 1...1000, help: "How often every image is seen by a candidate.")
        let epochs = graph.parameter(
            "epochs", default: 10, in: 1...1000, help: "How often every image is seen by the one that is chosen.")
        let imageSize = graph.parameter(
            "image_size", default: 48, in: 16...256, help: "The width and height that signs are scaled to, in pixels.")
        let batchSize = graph.parameter(
            "batch_size", default: 32, in: 2...4096, help: "The number of images in a step of the training.")
        let seed = graph.parameter(
            "seed", default: 1, help: "Another number draws other candidates, folds, and weights.")
        let maxCorrupt = graph.parameter(
            "max_corrupt", default: 0, in: 0...1_000_000, help: "How many corrupt images of a list may be left out.")
        let maxError = graph.parameter(
            "max_mse", default: 12.0, in: 0...1_000_000,
            help: "The mean squared error over class ids below which the model is registered.")
        let champion = graph.parameter(
            "champion", default: RegisteredModel("road_sign@champion"),
            help: "The model that the new one must beat on the same images to be registered; an empty text for none.")
        let promote = graph.parameter(
            "promote", default: "",
            help: "The alias, such as champion, that a registered model gets if its gates let it.")

        func shards(_ name: String, _ list: Reference<ImageList>, _ graph: inout GraphBuilder) -> Reference<Shards> {
            graph.step(name, ConvertToShards(images: list, folder: images, size: imageSize, maxCorrupt: maxCorrupt))
                .shards
        }
        let split = graph.step(
            "split", SplitDataset(images: images, validation: 0, seed: seed), resources: Resources(cpus: 2))

        // The search, which does not see the test.
        let list = graph.step(
            "candidates",
            ListCandidates(
                architectures: architectures, learningRates: rates, augmentations: augmentations, draw: draw,
                seed: seed))
        let dealt = graph.step("deal_folds", SplitFolds(images: split.training, folds: folds, seed: seed))
        let accuracies = graph.map("search", over: list.candidates) { candidate, graph in
            graph.map("folds", over: dealt.folds) { fold, graph in
                // The lists of a fold are the same for every candidate: converted for one, they are cached for the others.
                let training = shards("fold_training_shards", fold.training, &graph)
                let validation = shards("fold_validation_shards", fold.validation, &graph)
                return graph.step(
                    "try",
                    Train(
                        training: training, validation: validation, classes: split.classes,
                        architecture: candidate.architecture, imageSize: imageSize, epochs: searchEpochs,
                        batchSize: batchSize, learningRate: candidate.learningRate, seed: seed,
                        options: TrainingOptions(augmentationStrength: candidate.augmentation)),
                    resources: Resources(cpus: 2, memory: .gigabytes(2), optionalGPUs: 1)
                ).validationAccuracy
            }
        }
        let choice = graph.step("choose", ChooseCandidate(candidates: list.candidates, accuracies: accuracies))

        // The best on all of the training, then the test, once.
        let training = shards("training_shards", split.training, &graph)
        let train = graph.step(
            "train",
            TrainOnAll(
                training: training, classes: split.classes,
                architecture: choice.best.architecture, imageSize: imageSize, epochs: epochs, batchSize: batchSize,
                learningRate: choice.best.learningRate, seed: seed,
                options: TrainingOptions(augmentationStrength: choice.best.augmentation)),
            resources: Resources(cpus: 2, memory: .gigabytes(2), optionalGPUs: 1))
        let test = shards("test_shards", split.test, &graph)
        let evaluation = graph.step(
            "evaluate",
            Evaluate(
                model: train.model, shards: test, classNames: split.classNames, champion: champion,
                images: split.test),
            resources: Resources(cpus: 2, memory: .gigabytes(1), optionalGPUs: 1))
        graph.when(evaluation.meanSquaredError < maxError && Condition(evaluation.isBetter)) { graph in
            graph.step(
                "register",
                RegisterModel(model: train.model, evaluation: evaluation, group: "road_sign", promoteTo: promote))
        } otherwise: { graph in
            graph.step(
                "reject",
                Fail(
                    """
                    the model is not better than the champion, or its mean squared error, which is \
                    \(evaluation.meanSquaredError), is not below max_mse, which is \(maxError)
                    """))
        }
    }
}
