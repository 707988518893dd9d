public import PipelineKit

/// Adds a model to a group of the registry, with the evaluation that it was judged by.
///
/// The same model and evaluation are registered once, however often the step runs.
public struct RegisterModel: Step {
    /// Where the model is registered, and with which figures.
    public struct Output: Codable, Sendable {
        public var group: String
        public var metrics: [String: Double]
    }

    @Input var model: Model
    @Input var evaluation: Evaluation
    @Input var group: String

    /// Describes a registration.
    /// - Parameters:
    ///   - model: The model.
    ///   - evaluation: What it was judged by.
    ///   - group: The model group, such as `road_sign`.
    public init(model: Reference<Model>, evaluation: Reference<Evaluation>, group: Reference<String>) {
        _model = model
        _evaluation = evaluation
        _group = group
    }

    public func run(in context: StepContext) async throws -> Output {
        let metrics = [
            "accuracy": evaluation.accuracy, "mean_squared_error": evaluation.meanSquaredError,
            "top3_accuracy": evaluation.top3Accuracy, "macro_f1": evaluation.macroF1,
        ]
        context.register(
            ModelRegistration(group: group, model: model.path, evaluation: evaluation.report.path, metrics: metrics))
        return Output(group: group, metrics: metrics)
    }
}
