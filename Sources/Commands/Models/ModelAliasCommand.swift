internal import Arguments
internal import ContentHash
internal import Registry
internal import Terminal

/// `pipeline models alias`: names for versions that move.
struct ModelAliasCommand: Sendable {
    let session: Session

    private static let expect = CommandParameter.option(
        "expect", .expectedVersion,
        help: "refuse unless the alias is at this version, or with `none` does not exist (default: where it is now)")
    private static let force = CommandParameter.flag(
        "force", help: "pass the gates by, which the history tells; needs --reason")

    var command: Command {
        Command(
            "alias", summary: "Give versions names that move.",
            examples: [.init("pipeline models alias set road_sign champion 3")],
            subcommands: [
                Command(
                    "set", summary: "Make an alias stand for a version.",
                    discussion: """
                        The gates before the alias are asked first; see `pipeline models policy`. A version that is deleted or \
                        rejected, or whose artifact is missing or damaged, is refused in any case. The history keeps who moved \
                        it, when, why and what it was judged by, and refused attempts as well.
                        """,
                    examples: [
                        .init("pipeline models alias set road_sign champion 3 --reason 'best so far'"),
                        .init("pipeline models alias set road_sign champion 3 --expect 2"),
                    ],
                    parameters: [
                        ModelArguments.group, ModelArguments.alias, ModelArguments.version, ModelArguments.reason,
                        Self.expect, Self.force,
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
        guard !values[Self.force] || !values[ModelArguments.reason].isEmpty else {
            throw CommandFailure("--force passes the gates by, so say why: --reason TEXT")
        }
        let project = try session.project()
        let registry = try session.registry(of: project)
        let (group, alias) = (values[ModelArguments.group], values[ModelArguments.alias])
        // What is seen now is what the move is decided by, however long the look at the artifact takes.
        let present = try await registry.version(at: alias, of: group)
        let version = try await registry.model("\(group):\(values[ModelArguments.version])")
        let artifact = try ModelArguments.condition(of: version, in: session.store(of: project))
        _ = try await registry.setAlias(
            alias, to: version.name, by: ModelArguments.decision(values, session), artifact: artifact,
            expecting: values[Self.expect] ?? .exactly(present), isForced: values[Self.force])
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

extension ValueFormat where Value == ExpectedVersion {
    /// A version, or `none`.
    fileprivate static var expectedVersion: Self {
        Self("VERSION") { text throws(InvalidValue) in
            if text == "none" { return .exactly(nil) }
            guard let version = Int(text), version > 0 else {
                throw InvalidValue("'\(text)' is neither a version nor 'none'")
            }
            return .exactly(version)
        }
    }
}
