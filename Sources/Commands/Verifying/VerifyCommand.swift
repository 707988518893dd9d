internal import Arguments
internal import Execution
internal import LocalExecutor
internal import PipelineKit
internal import Terminal

/// `pipeline verify`: finds steps that make something else each time.
struct VerifyCommand: Sendable {
    let session: Session

    private static let step = CommandParameter.repeatedOption(
        "step", .name("STEP", completing: .source("steps")), help: "run only this step again")

    var command: Command {
        Command(
            "verify", summary: "Run each step a second time, and name those that make something else.",
            discussion: """
                Each step whose result is kept is run again in a folder of its own, with what it read then, and what it \
                makes is compared with the result. A step that is not deterministic is named with the files and values \
                that differ. Nothing of the second time is kept: no result, no metric, no model. \
                Whether the objects of the cache are what they were is another question: `pipeline cache verify`.
                """,
            examples: [
                .init("pipeline verify road_sign"),
                .init("pipeline verify road_sign --step train", "a training and nothing else"),
            ],
            parameters: [RunOptions.pipeline, RunOptions.set, Self.step], action: { try await verify($0) })
    }

    private func verify(_ values: ParsedValues) async throws -> Int32 {
        let request = try await RunRequest(values, parametersOnly: true, session)
        let only = Set(values[Self.step])
        for name in values[Self.step] { try RunOptions.check(name, in: request.graph) }
        let use = try await session.use(request.store, isQuiet: values[GlobalOptions.json])
        defer { withExtendedLifetime(use) {} }
        let sandbox = try await session.sandbox(for: request.project, isAsked: false)
        let output = FileOutput.errors
        let isLive = output.isLive(environment: session.environment)
        let verification = Verification(
            request.preparer,
            executor: LocalExecutor(
                executable: session.image, environment: session.environment, secrets: request.secrets,
                sandbox: sandbox),
            scratch: Scratch.prefix(for: "verify"), only: only,
            starting: { step in if isLive { output.write("\r\u{1B}[Krunning \(step) again") } })
        let state = request.state(jobs: 1)
        let end = try await Interruptible.run { await verification.steps(state) }
        if isLive { output.write("\r\u{1B}[K") }
        guard case .done(let steps) = end else { return end.code }
        let report = VerificationReport(
            pipeline: request.graph.name, values[RunOptions.set], steps: steps, only: only)
        if values[GlobalOptions.json] { session.write(json: report.json) } else { session.write(report.lines(width)) }
        return report.isDeterministic ? 0 : CommandFailure.Code.failed.rawValue
    }

    private var width: Int? { FileOutput.standard.isTerminal ? FileOutput.standard.size.columns : nil }
}
