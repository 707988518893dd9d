internal import Arguments
internal import ContentHash
internal import Registry
internal import Terminal

/// `pipeline models alias`: names for versions that move.
struct ModelAliasCommand: Sendable {
    let session: Session

    var command: Command {
        Command(
            "alias", summary: "Give versions names that move.",
            examples: [.init("pipeline models alias set road_sign champion 3")],
            subcommands: [
                Command(
                    "set", summary: "Make an alias stand for a version.",
                    examples: [.init("pipeline models alias set road_sign champion 3 --reason 'best so far'")],
                    parameters: [
                        ModelArguments.group, ModelArguments.alias, ModelArguments.version, ModelArguments.reason,
                    ],
                    action: { try await set($0) }),
                Command(
                    "remove", summary: "Remove an alias.",
                    examples: [.init("pipeline models alias remove road_sign champion")],
                    parameters: [ModelArguments.group, ModelArguments.alias, ModelArguments.reason],
                    action: { try await remove($0) }),
            ])
    }

    private func set(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let version = try await registry.model("\(values[ModelArguments.group]):\(values[ModelArguments.version])")
        _ = try await registry.setAlias(
            values[ModelArguments.alias], to: version.name, by: ModelArguments.decision(values, session))
        return try await ModelArguments.report(version.name, values, registry, session)
    }

    private func remove(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let change = try await registry.removeAlias(
            values[ModelArguments.alias], of: values[ModelArguments.group],
            by: ModelArguments.decision(values, session))
        if values[GlobalOptions.json] {
            session.write(json: ["group": .string(change.group), "alias": .string(change.alias)])
        } else {
            session.write("removed the alias \(change.alias) of \(change.group)")
        }
        return 0
    }
}
