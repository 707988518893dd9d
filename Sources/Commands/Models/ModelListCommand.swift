internal import Arguments
internal import ContentHash
internal import Registry
internal import Terminal

/// `pipeline models list`: the model groups, or the versions of one.
struct ModelListCommand: Sendable {
    let session: Session

    private static let group = CommandParameter.optionalArgument(
        "GROUP", .name("GROUP", completing: .source("groups")), help: "the group whose versions are listed")
    private static let all = CommandParameter.flag("all", help: "list deleted versions as well")

    var command: Command {
        Command(
            "list", summary: "List the model groups, or the versions of one.",
            examples: [.init("pipeline models list"), .init("pipeline models list road_sign --all")],
            parameters: [Self.group, Self.all], action: { try await list($0) })
    }

    private func list(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        if let group = values[Self.group] {
            let versions = try await registry.modelVersions(of: group, includingDeleted: values[Self.all])
            return list(versions, of: group, values)
        }
        let groups = try await registry.modelGroups(includingDeleted: values[Self.all])
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

    private func list(_ versions: [ModelVersion], of group: String, _ values: ParsedValues) -> Int32 {
        if values[GlobalOptions.json] {
            session.write(json: .array(versions.map(ModelText.json)))
            return 0
        }
        guard !versions.isEmpty else {
            session.write("all versions of '\(group)' are deleted; list them with --all")
            return 0
        }
        var table = Table(
            .word("version"), .word("status"), .word("registered"), .text("metrics"), .text("aliases"), .text("tags"))
        for version in versions {
            let metrics = version.metrics.sorted { $0.key < $1.key }.map { "\($0.key) \(RunView.text(of: $0.value))" }
            table.append(
                Line("\(version.name)", .bold),
                version.deleted == nil ? StatusText.line(version.status) : Line("deleted", .dim),
                Line(Format.relative(version.created, now: session.now)), Line(metrics.joined(separator: ", ")),
                Line(version.aliases.joined(separator: ", ")), Line(ModelText.tags(version).joined(separator: ", ")))
        }
        session.write(table)
        return 0
    }
}
