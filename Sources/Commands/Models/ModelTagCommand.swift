internal import Arguments
internal import ContentHash
internal import Registry
internal import Terminal

/// `pipeline models tag`: what people note of a version.
struct ModelTagCommand: Sendable {
    let session: Session

    private static let tags = CommandParameter.arguments(
        "KEY=VALUE", .assignment(), help: "what to note, under which name")
    private static let removed = CommandParameter.repeatedOption(
        "remove", .name("KEY"), help: "take this tag off the version")

    var command: Command {
        Command(
            "tag", summary: "Note something of a model version.",
            examples: [
                .init("pipeline models tag road_sign:3 reviewed=yes camera=front"),
                .init("pipeline models tag road_sign:3 --remove camera"),
            ],
            parameters: [ModelArguments.model, Self.tags, Self.removed, ModelArguments.reason],
            action: { try await tag($0) })
    }

    private func tag(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let version = try await registry.model(values[ModelArguments.model])
        var tags: [String: String] = [:]
        for tag in values[Self.tags] {
            guard tags.updateValue(tag.value, forKey: tag.key) == nil else {
                throw CommandFailure("the tag '\(tag.key)' was given twice")
            }
        }
        if let both = values[Self.removed].first(where: { tags[$0] != nil }) {
            throw CommandFailure("the tag '\(both)' is both set and removed")
        }
        try await registry.tag(
            version.name, tags, removing: values[Self.removed], by: ModelArguments.decision(values, session))
        let changed = try await registry.model("\(version.name)")
        if values[GlobalOptions.json] {
            session.write(json: ModelText.json(changed))
        } else {
            let tags = ModelText.tags(changed)
            session.write(
                Line("\(changed.name)", .bold) + (tags.isEmpty ? " has no tags" : ": \(tags.joined(separator: ", "))"))
        }
        return 0
    }
}
