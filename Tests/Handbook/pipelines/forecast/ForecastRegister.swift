import PipelineKit

/// Adds a model to the registry.
struct ForecastRegister: Step {
    struct Output: Codable, Sendable {}

    @Input var model: File
    @Input var report: File
    @Input var error: Double

    func run(in context: StepContext) async throws -> Output {
        context.register(
            ModelRegistration(
                group: "forecast", model: model.path, evaluation: report.path, metrics: ["error": error]))
        return Output()
    }
}
