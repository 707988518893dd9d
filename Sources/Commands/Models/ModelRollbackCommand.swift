internal import Arguments
internal import ContentHash
internal import Execution
internal import Registry
internal import Terminal

/// `pipeline models rollback`: an alias goes back to where it was.
struct ModelRollbackCommand: Sendable {
    let session: Session

    private static let target = CommandParameter.option(
        "to", .integer("VERSION", in: 1...), help: "go back to this version instead of the one before")

    var command: Command {
        Command(
            "rollback", summary: "Move an alias back to the version before.",
            discussion: """
                A rollback takes back what was set last; a second one goes one further back. It is an emergency brake and asks \
                no gate, but the artifact that it brings back must be intact, and the version neither deleted nor rejected.
                """,
            examples: [.init("pipeline models rollback road_sign champion --reason 'fails at night'")],
            parameters: [ModelArguments.group, ModelArguments.alias, Self.target, ModelArguments.reason],
            action: { try await rollBack($0) })
    }

    private func rollBack(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let (group, alias) = (values[ModelArguments.group], values[ModelArguments.alias])
        let plan = try await registry.rollbackPlan(of: alias, of: group)
        let wanted = values[Self.target]
        guard
            let target = wanted == nil
                ? plan.candidates.first : plan.candidates.first(where: { $0.name.version == wanted })
        else {
            let versions = plan.candidates.map { "\($0.name.version)" }.joined(separator: ", ")
            throw CommandFailure(
                "\(group)@\(alias) can't go back to \(wanted ?? 0): before, it was at \(versions)")
        }
        let artifact = try ModelArguments.condition(of: target, in: session.store(of: project))
        let change = try await registry.rollBack(
            alias, to: target, by: plan, artifact: artifact, decision: ModelArguments.decision(values, session))
        if values[GlobalOptions.json] {
            session.write(json: ModelText.json(change))
        } else {
            let before = change.from.map { "; before it was \(group):\($0)" } ?? ""
            session.write(Line("\(target.name)", .bold) + " is \(alias) again\(before)")
        }
        return 0
    }
}
