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
/// and know as many classes; where it does not, the run warns, and the model does not count as better.
public struct Evaluate: Step {
    public typealias Output = Evaluation

    @Input var model: Model
    @Input var shards: Shards
    @Input var classNames: [String]
    @Input var champion: RegisteredModel

    /// Describes an evaluation.
    /// - Parameters:
    ///   - model: The model to judge.
    ///   - shards: The images to judge it on, which it must not have learnt from.
    ///   - classNames: What the classes are called, by id; without them they are called by their ids.
    ///   - champion: The model to compare it with; by default none.
    public init(
        model: Reference<Model>, shards: Reference<Shards>, classNames: Reference<[String]> = Reference([]),
        champion: Reference<RegisteredModel> = Reference(RegisteredModel(""))
    ) {
        _model = model
        _shards = shards
        _classNames = classNames
        _champion = champion
    }

    public var needs: StepNeeds { TrainerProgram.needs }

    public func run(in context: StepContext) async throws -> Evaluation {
        let predictions = try await predictions(of: model.path, in: context)
        guard !predictions.isEmpty else {
            throw StepFailure("there are no images to evaluate the model on; split with a part for the test above 0")
        }
        var report = EvaluationReport(predictions, classNames: try names(count: predictions.classCount))
        let isChampion = try isChampion
        if !isChampion { report.champion = try await comparison(with: predictions, in: context) }
        var evaluation = try write(report, predictions, in: context)
        evaluation.standing = isChampion ? champion.name : nil
        return evaluation
    }

    private func predictions(of model: String, in context: StepContext) async throws -> Predictions {
        let file = "\(context.workFolder)/predictions.bin"
        try await TrainerProgram(context: context).run(
            "predict", PredictJob(model: model, shards: shards.path, output: file, threads: context.resources.cpus))
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
        if let obstacle = ChampionObstacle(between: model.path, and: path) {
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
