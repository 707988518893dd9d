import Architectures
import ContentHash
import Imaging
import PipelineKit
import PipelineTesting
import RecordIO
import Testing
import TrainingJob

@testable import VisionSteps

@Suite struct `Evaluating a model` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A trainer that answers for each model with the predictions beside it.
    private func trial(_ name: String = "step") throws -> StepTrial {
        let script = try TrainerScript(
            """
            model=$(sed -n 's/.*"model" *: *"\\([^"]*\\)".*/\\1/p' "$2")
            cp "$model.predictions" "$output"
            """, in: folder)
        return StepTrial(in: folder, name: name, programs: ["pipeline-trainer": script.path])
    }

    /// Writes a model that makes these predictions.
    @discardableResult
    private func model(
        _ name: String, _ predictions: [Prediction], classes: Int = 2, imageSize: Int = 32, weights: String? = nil
    ) throws -> String {
        let path = try folder.makeFolder(name)
        try ModelDescription(
            architecture: .smallCNN, classCount: classes, imageSize: imageSize, mean: [0, 0, 0],
            standardDeviation: [1, 1, 1], parameterCount: 1234
        ).write(to: "\(path)/model.json")
        try folder.write(weights ?? "weights of \(name)", to: "\(name)/weights.safetensors")
        let file = predictions.isEmpty ? Predictions(classCount: classes) : MadePredictions.file(predictions)
        try file.write(to: "\(path).predictions")
        return path
    }

    /// Writes shards with an image for each prediction.
    private func shards(_ predictions: [Prediction]) throws -> Shards {
        let path = try folder.makeFolder("shards")
        var writer = try ShardWriter(folder: path, shardBytes: 1_000_000)
        for prediction in predictions {
            let image = SmallImages.image(Int(prediction.id)).encodedPNG()
            try writer.append(ImageRecord(classID: prediction.trueClass, id: prediction.id, image: image))
        }
        try writer.finish()
        return Shards(path: path)
    }

    private let four = MadePredictions.sure([(0, 0, 0.9), (1, 0, 0.8), (1, 1, 0.75), (0, 0, 0.7)], of: 2)

    private func evaluate(
        _ predictions: [Prediction], classNames: [String] = [], champion: RegisteredModel = RegisteredModel(""),
        features: TestFeatures? = nil, images: ImageList? = nil
    ) throws -> Evaluate {
        Evaluate(
            model: Reference(Model(path: try model("new", predictions))), shards: Reference(try shards(predictions)),
            classNames: Reference(classNames), champion: Reference(champion), features: features.map { Reference($0) },
            images: images.map { Reference($0) })
    }

    /// Writes a list of images that shards could be made of.
    private func list(_ classes: [Int]) throws -> ImageList {
        let images = classes.enumerated().map { place, classID in
            ListedImage(
                path: "a&b/\(place).ppm", digest: SHA256.digest(of: "\(place)"), classID: classID, track: "\(place)")
        }
        try ImageList.write(images, to: "\(folder.path)/list.csv")
        return ImageList(path: "\(folder.path)/list.csv")
    }

    private func champion(_ path: String) -> RegisteredModel {
        RegisteredModel(
            "signs@champion", version: "signs:3", artifact: ArtifactReference(form: .folder, path: path))
    }

    @Test func `It is logged, and kept as JSON, as a page and as a drawing`() async throws {
        let trial = try trial()
        let output = try await trial.run(try evaluate(four))
        #expect(output.images == 4)
        #expect([output.accuracy, output.balancedAccuracy, output.meanSquaredError] == [0.75, 0.75, 0.25])
        #expect([output.top3Accuracy, output.accuracyLower, output.accuracyUpper] == [1, 0.25, 1])
        #expect(output.championAccuracy == nil && output.mcnemarP == nil && output.isBetter)
        #expect(
            trial.events.map(\.metricName) == [
                "accuracy", "accuracy_lower", "accuracy_upper", "balanced_accuracy", "mean_squared_error",
                "top3_accuracy", "macro_f1", "expected_calibration_error",
            ])
        #expect(trial.events.first == .metric(name: "accuracy", value: 0.75, step: nil))
        let report = try JSON(parsing: folder.bytes("step/output/report/report.json")).decode(EvaluationReport.self)
        #expect(report.classes.map(\.name) == ["0", "1"])
        #expect(report.champion == nil)
        #expect(try folder.text("step/output/report/report.html").hasPrefix("<!DOCTYPE html>\n"))
        #expect(try folder.text("step/output/confusion_matrix.svg").hasPrefix("<svg "))
    }

    @Test func `Images are named by the files of the list that the shards were made of`() async throws {
        _ = try await trial().run(try evaluate(four, images: try list([0, 1, 1, 0])))
        let report = try JSON(parsing: folder.bytes("step/output/report/report.json"))
        #expect(report["confident_mistakes"]?.array?.map { $0["path"]?.string } == ["a&b/1.ppm"])
        let page = try folder.text("step/output/report/report.html")
        #expect(page.contains("<span class=\"soft file\">a&amp;b/1.ppm</span>"))
        #expect(!page.contains("image 1<"))
    }

    @Test(arguments: [([0, 1, 1], "record 3 of class 0"), ([0, 0, 1, 0], "record 1 of class 1")])
    func `A list that the shards were not made of is refused`(_ classes: [Int], _ what: String) async throws {
        let error = await #expect(throws: StepFailure.self) {
            try await trial().run(try evaluate(four, images: try list(classes)))
        }
        #expect(
            error?.description
                == "the shards were not made of the list of images: \(what) is not on it; give Evaluate the list that "
                + "ConvertToShards has")
    }

    @Test func `Features are for the model, and the champion sees the images`() async throws {
        let path = try model("old", four)
        _ = try await trial().run(
            try evaluate(four, champion: champion(path), features: TestFeatures(path: "/features")))
        // The champion's job is the last one.
        let job = try PredictJob(file: "\(folder.path)/step/work/predict.json")
        #expect(job.model == path && job.features == nil)
        _ = try await trial("alone").run(try evaluate(four, features: TestFeatures(path: "/features")))
        #expect(try PredictJob(file: "\(folder.path)/alone/work/predict.json").features == "/features")
    }

    @Test func `The same evaluation is the same bytes`() async throws {
        for name in ["one", "two"] { _ = try await trial(name).run(try evaluate(four)) }
        for file in ["report/report.json", "report/report.html", "confusion_matrix.svg"] {
            #expect(try folder.bytes("one/output/\(file)") == folder.bytes("two/output/\(file)"), "\(file)")
        }
    }

    @Test func `The champion classifies the same images`() async throws {
        let old = MadePredictions.sure([(0, 1, 0.9), (1, 0, 0.8), (1, 0, 0.7), (0, 0, 0.6)], of: 2)
        let trial = try trial()
        let output = try await trial.run(try evaluate(four, champion: champion(try model("old", old))))
        #expect(output.accuracy == 0.75)
        #expect(output.championAccuracy == 0.25)
        #expect(output.mcnemarP == 0.5)
        #expect(output.isBetter)
        #expect(trial.events.suffix(2).map(\.metricName) == ["champion_accuracy", "mcnemar_p"])
        let champion = try JSON(parsing: folder.bytes("step/output/report/report.json"))["champion"]
        #expect(
            champion?.text == """
                {"comparison":{"both_right":1,"both_wrong":1,"images":4,"mcnemar_p":0.5,"only_new_right":2,\
                "only_old_right":0},"name":"signs@champion","version":"signs:3"}
                """)
        #expect(try folder.text("step/output/report/report.html").contains("Better than signs:3"))
    }

    @Test func `A model that is right as often as the champion is not better`() async throws {
        let old = MadePredictions.sure([(0, 0, 0.9), (1, 1, 0.8), (1, 0, 0.7), (0, 0, 0.6)], of: 2)
        let output = try await trial().run(try evaluate(four, champion: champion(try model("old", old))))
        #expect(output.championAccuracy == 0.75)
        #expect(!output.isBetter)
    }

    @Test func `A champion that is the same model leaves no trace in the report`() async throws {
        _ = try await trial("without").run(try evaluate(four))
        let same = champion(try model("copy", four, weights: "weights of new"))
        let output = try await trial("with").run(try evaluate(four, champion: same))
        #expect(output.isBetter && output.championAccuracy == nil)
        #expect(output.standing == "signs@champion")
        #expect(
            try folder.bytes("with/output/report/report.json") == folder.bytes("without/output/report/report.json"))
        #expect(
            try folder.bytes("with/output/report/report.html") == folder.bytes("without/output/report/report.html"))
    }

    @Test func `A champion that is the same model with other names of its classes is to be registered anew`()
        async throws
    {
        let same = RegisteredModel(
            "signs@champion", version: "signs:3",
            artifact: ArtifactReference(form: .folder, path: try model("copy", four, weights: "weights of new")),
            classNames: ["stop", "yield"])
        let renamed = try await trial("renamed").run(try evaluate(four, classNames: ["stop", "turn"], champion: same))
        #expect(renamed.isBetter && renamed.standing == nil)
        let known = try await trial("known").run(try evaluate(four, classNames: ["stop", "yield"], champion: same))
        #expect(known.isBetter && known.standing == "signs@champion")
    }

    @Test func `A champion that is not there yet is none`() async throws {
        let output = try await trial().run(try evaluate(four, champion: RegisteredModel("signs@champion")))
        #expect(output.isBetter && output.mcnemarP == nil)
    }

    @Test(arguments: [
        (5, 32, "it knows 5 classes, the model 2"), (2, 48, "it takes images of 48 pixels, the model of 32"),
    ])
    func `A champion that can't be shown the same images makes no model better`(
        _ classes: Int, _ imageSize: Int, _ why: String
    ) async throws {
        let path = try model("old", [], classes: classes, imageSize: imageSize)
        let trial = try trial()
        let output = try await trial.run(try evaluate(four, champion: champion(path)))
        #expect(!output.isBetter && output.championAccuracy == nil && output.mcnemarP == nil)
        let text = "signs:3 can't be compared with the model: \(why)"
        #expect(trial.events.first == .warning("\(text); set `champion` to an empty text to go without"))
        #expect(try folder.text("step/output/report/report.html").contains("<p>\(text).</p>"))
    }

    @Test(arguments: [["stop", "yield"], [], ["0", "1"]])
    func `A champion whose classes are called otherwise makes no model better`(_ old: [String]) async throws {
        let path = try model("old", MadePredictions.sure([(0, 1, 0.9), (1, 0, 0.8), (1, 0, 0.7), (0, 0, 0.6)], of: 2))
        let champion = RegisteredModel(
            "signs@champion", version: "signs:3", artifact: ArtifactReference(form: .folder, path: path),
            classNames: old)
        let trial = try trial()
        let output = try await trial.run(try evaluate(four, classNames: ["stop", "turn"], champion: champion))
        // Names that nobody gave are no other ones.
        #expect(output.isBetter == (old.first != "stop"))
        let text = "signs:3 can't be compared with the model: its class 1 is 'yield', that of the model 'turn'"
        let warning = StepEvent.warning("\(text); set `champion` to an empty text to go without")
        #expect(trial.events.contains(warning) == (old.first == "stop"))
    }

    @Test func `Without images or with other names it fails`() async throws {
        let empty = await #expect(throws: StepFailure.self) { try await trial().run(try evaluate([])) }
        #expect(
            empty?.description == "there are no images to evaluate the model on; split with a part for the test above 0"
        )
        let named = await #expect(throws: StepFailure.self) {
            try await trial().run(try evaluate(four, classNames: ["stop"]))
        }
        #expect(named?.description == "the model has 2 classes, but classNames names 1; give one name for each class")
    }

    @Test func `Shards that are not those that were classified are named`() async throws {
        let step = try evaluate(four)
        let others = four.map { Prediction(id: $0.id + 9, trueClass: $0.trueClass, probabilities: $0.probabilities) }
        let shards = try shards(others)
        let error = await #expect(throws: StepFailure.self) { try await trial().run(step) }
        #expect(
            error?.description == """
                the record 0 of '\(shards.path)' has the id 9, but the one that was classified has 0; start the run again
                """)
        #expect(error?.kind == .inputChanged)
    }
}

extension StepEvent {
    /// The name of a metric that is told.
    fileprivate var metricName: String? { if case .metric(let name, _, _) = self { name } else { nil } }
}
