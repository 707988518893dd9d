internal import Arguments
internal import ContentHash
internal import Registry
internal import Terminal

/// `pipeline models history`: what happened in a group.
struct ModelHistoryCommand: Sendable {
    let session: Session

    private static let alias = CommandParameter.option(
        "alias", .name("ALIAS", completing: .source("aliases")), help: "only what concerns this alias")

    var command: Command {
        Command(
            "history", summary: "Show what happened in a model group, the newest first.",
            examples: [
                .init("pipeline models history road_sign"),
                .init("pipeline models history road_sign --alias champion", "shows moves, and what was refused"),
            ],
            parameters: [ModelArguments.group, Self.alias], action: { try await history($0) })
    }

    private func history(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let events = try await registry.modelHistory(of: values[ModelArguments.group], alias: values[Self.alias])
        if values[GlobalOptions.json] {
            session.write(json: .array(events.map(ModelText.json)))
            return 0
        }
        var table = Table(.word("time"), .text("what"), .word("who"), .text("why"))
        for event in events {
            let time = Format.date(event.time, in: .local(at: event.time))
            let (what, who, why) = ModelText.cells(event)
            table.append(Line(time), what, Line(who), Line(why, .dim))
        }
        session.write(table)
        return 0
    }
}
