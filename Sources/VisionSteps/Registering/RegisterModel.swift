public import PipelineKit

/// Adds a model to a group of the registry, with the evaluation that it was judged by.
///
/// The same model and evaluation are registered once, however often the step runs.
///
/// ```swift
/// graph.step(
///     "register",
///     RegisterModel(model: train.model, evaluation: evaluation, group: "road_sign", promoteTo: "champion"))
/// ```
/// The alias moves to the new version where the gates before it let it: `pipeline models policy road_sign`. Where one does
/// not, the version is registered all the same, and the run warns. A step that is cached moves nothing. A model that is at the
/// alias already, which an evaluation finds out that compares with it, is not registered again.
public struct RegisterModel: Step {
    /// Where the model is registered, and with which figures.
    public struct Output: Codable, Sendable {
        public var group: String
        public var metrics: [String: Double]
    }

    @Input var model: Model
    @Input var evaluation: Evaluation
    @Input var group: String
    @Input var promoteTo: String

    /// Describes a registration.
    /// - Parameters:
    ///   - model: The model.
    ///   - evaluation: What it was judged by.
    ///   - group: The model group, such as `road_sign`.
    ///   - promoteTo: The alias that is moved to it, such as `champion`; an empty text for none.
    public init(
        model: Reference<Model>, evaluation: Reference<Evaluation>, group: Reference<String>,
        promoteTo: Reference<String> = ""
    ) {
        _model = model
        _evaluation = evaluation
        _group = group
        _promoteTo = promoteTo
    }

    public func run(in context: StepContext) async throws -> Output {
        // After a promotion the same model is judged once more, beside itself: that makes no other version of it.
        if let standing = evaluation.standing, isThere(standing) {
            context.message("the model is \(standing) already")
            return Output(group: group, metrics: metrics)
        }
        context.register(
            ModelRegistration(
                group: group, model: model.path, evaluation: evaluation.report.path, metrics: metrics,
                alias: promoteTo.isEmpty ? nil : promoteTo))
        return Output(group: group, metrics: metrics)
    }

    /// Whether a name of the model leaves nothing to do: it is in the group, and at the alias that it is to get.
    private func isThere(_ name: String) -> Bool {
        name == "\(group)@\(promoteTo)" || promoteTo.isEmpty && name.prefix { $0 != "@" && $0 != ":" } == group
    }

    private var metrics: [String: Double] {
        Dictionary(evaluation.metrics.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
