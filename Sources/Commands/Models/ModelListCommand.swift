internal import Arguments
internal import ContentHash
internal import Registry
internal import Terminal

/// `pipeline models list`: the model groups.
struct ModelListCommand: Sendable {
    let session: Session

    var command: Command {
        Command(
            "list", summary: "List the model groups.", examples: [.init("pipeline models list")],
            action: { try await list($0) })
    }

    private func list(_ values: ParsedValues) async throws -> Int32 {
        let groups = try await session.registry(of: session.project()).modelGroups()
        if values[GlobalOptions.json] {
            session.write(json: .array(groups.map(ModelText.json)))
            return 0
        }
        guard !groups.isEmpty else {
            session.write("no models are registered yet; a pipeline's RegisterModel step does that")
            return 0
        }
        var table = Table(
            .word("group"), .number("versions"), .word("latest"), .word("status"), .word("registered"), .text("aliases")
        )
        for group in groups {
            let aliases = group.aliases.sorted { $0.key < $1.key }.map { "\($0.key) → \($0.value)" }
            table.append(
                Line(group.name, .bold), Line("\(group.count)"), Line("\(group.latest.name)"),
                StatusText.line(group.latest.status), Line(Format.relative(group.latest.created, now: session.now)),
                Line(aliases.joined(separator: ", ")))
        }
        session.write(table)
        return 0
    }
}
