internal import ContentHash
internal import Execution
internal import Registry

/// An earlier run with all that is recorded of it.
struct RecordedRun: Sendable {
    let run: RunSummary
    let parameters: [String: JSON]
    let facts: [String: String]
    let steps: [StepInstance: RecordedStep]
    /// The steps that the run was about; `nil` where it was about all.
    let selection: [String]?

    /// The reason that is recorded of a step that was not asked for.
    private static let notSelected = "not selected"

    init(_ run: RunSummary, _ registry: Registry) async throws {
        self.run = run
        parameters = try await registry.parameters(of: run.id)
        facts = try await registry.facts(of: run.id)
        let summaries = try await registry.steps(of: run.id)
        var steps: [StepInstance: RecordedStep] = [:]
        for step in summaries {
            steps[step.instance] = RecordedStep(
                status: step.status, key: step.key,
                outputs: try await registry.summary(of: step, in: run.id)?.outputs)
        }
        self.steps = steps
        let isSelected = { (step: StepSummary) in step.status != .skipped || step.reason != Self.notSelected }
        let selected = summaries.filter(isSelected).map(\.instance.step)
        selection = selected.count == summaries.count ? nil : Set(selected).sorted()
    }
}
