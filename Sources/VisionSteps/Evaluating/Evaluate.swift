internal import ContentHash
internal import FileSystem
public import PipelineKit
internal import TrainingJob

/// Measures how well a model classifies the images of some shards.
///
/// ```swift
/// let evaluation = graph.step("evaluate", Evaluate(model: train.model, shards: test.shards))
/// graph.when(evaluation.accuracy >= 0.95) { … }
/// ```
public struct Evaluate: Step {
    public typealias Output = Evaluation

    @Input var model: Model
    @Input var shards: Shards
    @Input var classNames: [String]

    /// Describes an evaluation.
    /// - Parameters:
    ///   - model: The model to judge.
    ///   - shards: The images to judge it on, which it must not have learnt from.
    ///   - classNames: What the classes are called, by id; without them they are called by their ids.
    public init(
        model: Reference<Model>, shards: Reference<Shards>, classNames: Reference<[String]> = Reference([])
    ) {
        _model = model
        _shards = shards
        _classNames = classNames
    }

    public var needs: StepNeeds { TrainerProgram.needs }

    public func run(in context: StepContext) async throws -> Evaluation {
        let file = "\(context.workFolder)/predictions.bin"
        try await TrainerProgram(context: context).run(
            "predict",
            PredictJob(model: model.path, shards: shards.path, output: file, threads: context.resources.cpus))
        let predictions = try Predictions(file: file)
        guard !predictions.isEmpty else {
            throw StepFailure("there are no images to evaluate the model on; split with a part for the test above 0")
        }
        let report = EvaluationReport(predictions, classNames: try names(count: predictions.classCount))
        return try write(report, in: context)
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

    private func write(_ report: EvaluationReport, in context: StepContext) throws -> Evaluation {
        let reportFile = try context.output("report.json", as: File.self)
        let drawing = try context.output("confusion_matrix.svg", as: File.self)
        try Files.write(JSON(encoding: report).prettyText + "\n", to: reportFile.path)
        try Files.write(ConfusionMatrixDrawing(report).svg, to: drawing.path)
        context.log(metric: "accuracy", report.accuracy)
        context.log(metric: "mean_squared_error", report.meanSquaredError)
        context.log(metric: "top3_accuracy", report.top3Accuracy)
        context.log(metric: "macro_f1", report.macroF1)
        return Evaluation(
            images: report.images, accuracy: report.accuracy, meanSquaredError: report.meanSquaredError,
            top3Accuracy: report.top3Accuracy, macroF1: report.macroF1, report: reportFile, confusionMatrix: drawing)
    }
}
