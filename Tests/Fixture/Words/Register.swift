import PipelineKit

/// Adds a model to the group `words` of the registry.
struct Register: Step {
    struct Output: Codable, Sendable {}

    @Input var model: File
    @Input var report: File
    @Input var error: Double
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("register", in: journal)
        context.register(
            ModelRegistration(group: "words", model: model.path, evaluation: report.path, metrics: ["error": error]))
        return Output()
    }
}
