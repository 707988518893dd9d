internal import Arguments
internal import Registry

/// `pipeline models approve` and `pipeline models reject`.
struct ModelStatusCommand: Sendable {
    let session: Session

    var approve: Command { decision("approve", .approved, "Approve a model version for use.") }
    var reject: Command { decision("reject", .rejected, "Reject a model version.") }

    private func decision(_ word: String, _ status: ApprovalStatus, _ summary: String) -> Command {
        Command(
            word, summary: summary,
            examples: [.init("pipeline models \(word) road_sign:3 --reason 'looked at the errors'")],
            parameters: [ModelArguments.model, ModelArguments.reason],
            action: { values in
                let registry = try session.registry(of: session.project())
                let version = try await registry.model(values[ModelArguments.model])
                let decision = ModelArguments.decision(values, session)
                try await registry.setStatus(status, of: version.name, by: decision)
                return try await ModelArguments.report(version.name, values, registry, session)
            })
    }
}
