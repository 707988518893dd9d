internal import ContentHash
internal import FileSystem
public import PipelineKit
internal import TrainingJob

/// Measures how well a model classifies the images of some shards, and shows it on a page.
///
/// ```swift
/// let champion = graph.parameter("champion", default: RegisteredModel("road_sign@champion"))
/// let evaluation = graph.step(
///     "evaluate", Evaluate(model: train.model, shards: test.shards, champion: champion))
/// graph.when(evaluation.accuracy >= 0.95 && Condition(evaluation.isBetter)) { … }
/// ```
/// The champion classifies the same images, and the two are compared image by image. It must take images of the same size
/// and know the same classes; where it does not, the run warns, and the model does not count as better.
///
/// A model whose head was trained on features is judged in seconds with the features of the test images, see
/// ``ExtractTestFeatures``; the figures are those that the whole network would have.
public struct Evaluate: Step {
    public typealias Output = Evaluation

    @Input var model: Model
    @Input var shards: Shards
    @Input var classNames: [String]
    @Input var champion: RegisteredModel
    @Input var features: [TestFeatures]
    @Input var images: [ImageList]

    /// Describes an evaluation.
    /// - Parameters:
    ///   - model: The model to judge.
    ///   - shards: The images to judge it on, which it must not have learnt from.
    ///   - classNames: What the classes are called, by id; without them they are called by their ids.
    ///   - champion: The model to compare it with; by default none.
    ///   - features: What the model's backbone made of the images, where that is known already.
    ///   - images: The list that the shards were made of, so that the report names images by their paths.
    public init(
        model: Reference<Model>, shards: Reference<Shards>, classNames: Reference<[String]> = Reference([]),
        champion: Reference<RegisteredModel> = Reference(RegisteredModel("")),
        features: Reference<TestFeatures>? = nil, images: Reference<ImageList>? = nil
    ) {
        _model = model
        _shards = shards
        _classNames = classNames
        _champion = champion
        _features = .all(features.map { [$0] } ?? [])
        _images = .all(images.map { [$0] } ?? [])
    }

    public var needs: StepNeeds { TrainerProgram.needs }

    public func run(in context: StepContext) async throws -> Evaluation {
        let predictions = try await predictions(of: model.path, features: features.first?.path, in: context)
        guard !predictions.isEmpty else {
            throw StepFailure("there are no images to evaluate the model on; split with a part for the test above 0")
        }
        var report = EvaluationReport(
            predictions, classNames: try names(count: predictions.classCount), paths: try paths(of: predictions))
        let isChampion = try isChampion
        if !isChampion { report.champion = try await comparison(with: predictions, in: context) }
        var evaluation = try write(report, predictions, in: context)
        // Under the names that its classes have now, it is to be registered anew.
        let isRenamed = ChampionObstacle.difference(classNames, champion.classNames) != nil
        evaluation.standing = isChampion && !isRenamed ? champion.name : nil
        return evaluation
    }

    private func predictions(
        of model: String, features: String? = nil, in context: StepContext
    ) async throws -> Predictions {
        let file = "\(context.workFolder)/predictions.bin"
        try await TrainerProgram(context: context).run(
            "predict",
            PredictJob(
                model: model, shards: shards.path, features: features, output: file, threads: context.resources.cpus))
        return try Predictions(file: file)
    }

    /// Whether the champion is this very model.
    private var isChampion: Bool {
        get throws {
            guard let path = champion.path else { return false }
            return try FolderContent(of: path) == FolderContent(of: model.path)
        }
    }

    /// How the model stands to the champion; `nil` where there is none.
    private func comparison(
        with own: Predictions, in context: StepContext
    ) async throws -> ChampionComparison? {
        guard let version = champion.version, let path = champion.path else { return nil }
        if let obstacle = ChampionObstacle(between: model.path, classNames, and: path, champion.classNames) {
            let text = "\(version) can't be compared with the model: \(obstacle)"
            context.warn("\(text); set `champion` to an empty text to go without")
            return ChampionComparison(version: version, name: champion.name, obstacle: text)
        }
        let standing = try await predictions(of: path, in: context)
        let answers = zip(own, standing).map { new, old in
            (new: new.predictedClass == new.trueClass, old: old.predictedClass == old.trueClass)
        }
        return ChampionComparison(version: version, name: champion.name, PairedComparison(answers))
    }

    /// The path of each image that the list tells, by the id of its record: its line in the list.
    private func paths(of predictions: Predictions) throws -> [UInt64: String] {
        guard let list = try images.first?.read() else { return [:] }
        return Dictionary(
            try predictions.map { prediction in
                guard prediction.id < UInt64(list.count), list[Int(prediction.id)].classID == prediction.trueClass
                else {
                    throw StepFailure(
                        "the shards were not made of the list of images: record \(prediction.id) of class "
                            + "\(prediction.trueClass) is not on it; give Evaluate the list that ConvertToShards has")
                }
                return (prediction.id, list[Int(prediction.id)].path)
            }, uniquingKeysWith: { first, _ in first })
    }

    private func names(count: Int) throws -> [String] {
        if classNames.isEmpty { return (0..<count).map { "\($0)" } }
        guard classNames.count == count else {
            throw StepFailure(
                "the model has \(count) classes, but classNames names \(classNames.count); give one name for each class"
            )
        }
        return classNames
    }

    private func write(
        _ report: EvaluationReport, _ predictions: Predictions, in context: StepContext
    ) throws -> Evaluation {
        let folder = try context.output("report", as: Report.self)
        let drawing = try context.output("confusion_matrix.svg", as: File.self)
        let page = ReportPage(
            report: report, training: TrainingFacts(of: model),
            images: try ReportImages(of: report, predictions, in: shards))
        try Files.write(JSON(encoding: report).prettyText + "\n", to: folder.figures)
        try Files.write(page.html, to: folder.page)
        try Files.write(ConfusionMatrixDrawing(report).svg, to: drawing.path)
        let champion = report.champion
        let evaluation = Evaluation(
            images: report.images, accuracy: report.accuracy, accuracyLower: report.accuracyInterval.lower,
            accuracyUpper: report.accuracyInterval.upper, balancedAccuracy: report.balancedAccuracy,
            meanSquaredError: report.meanSquaredError, top3Accuracy: report.top3Accuracy, macroF1: report.macroF1,
            expectedCalibrationError: report.calibration.error,
            championAccuracy: champion?.comparison?.oldAccuracy, mcnemarP: champion?.comparison?.pValue,
            isBetter: champion?.isBetter ?? true, report: folder, confusionMatrix: drawing)
        for metric in evaluation.metrics { context.log(metric: metric.name, metric.value) }
        return evaluation
    }
}
