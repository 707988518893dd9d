internal import Arguments
internal import ContentHash
internal import Execution
internal import Registry
internal import Terminal

/// `pipeline models delete` and `pipeline models restore`.
struct ModelDeletionCommand: Sendable {
    let session: Session

    var delete: Command {
        Command(
            "delete", summary: "Delete a model version, which can be restored for 30 days.",
            discussion: """
                A deleted version is not listed and never the latest, and its number is not given again. Its artifacts stay for \
                30 days at least; after that `pipeline cache gc` may remove them. No alias may be at it.
                """,
            examples: [.init("pipeline models delete road_sign:2 --reason 'trained on wrong labels'")],
            parameters: [ModelArguments.model, ModelArguments.reason],
            action: { values in
                let (registry, version) = try await find(values)
                try await registry.delete(version.name, by: ModelArguments.decision(values, session))
                return tell(
                    "deleted \(version.name); bring it back with: pipeline models restore \(version.name)",
                    version.name, isDeleted: true, values)
            })
    }

    var restore: Command {
        Command(
            "restore", summary: "Bring a deleted model version back.",
            examples: [.init("pipeline models restore road_sign:2")],
            parameters: [ModelArguments.model, ModelArguments.reason],
            action: { values in
                let (registry, version) = try await find(values)
                let store = try session.store(of: session.project())
                // Garbage collection that goes on may find the artifact to be of no use, and one that begins must not.
                let use = try await session.use(store, isQuiet: values[GlobalOptions.json])
                defer { withExtendedLifetime(use) {} }
                let artifact = try ModelArguments.renew(version, in: store)
                let restored = try await registry.restore(
                    version.name, artifact: artifact, by: ModelArguments.decision(values, session))
                return tell(
                    restored ? "restored \(version.name)" : "\(version.name) is not deleted", version.name,
                    isDeleted: false, values)
            })
    }

    private func find(_ values: ParsedValues) async throws -> (Registry, ModelVersion) {
        let registry = try session.registry(of: session.project())
        return (registry, try await registry.model(values[ModelArguments.model]))
    }

    private func tell(_ line: Line, _ name: ModelVersionName, isDeleted: Bool, _ values: ParsedValues) -> Int32 {
        if values[GlobalOptions.json] {
            session.write(
                json: [
                    "group": .string(name.group), "version": .int(Int64(name.version)), "deleted": .bool(isDeleted),
                ])
        } else {
            session.write(line)
        }
        return 0
    }
}
