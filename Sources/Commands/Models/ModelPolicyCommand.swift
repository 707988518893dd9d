internal import Arguments
internal import ContentHash
internal import PipelineKit
internal import Registry
internal import Suggestions
internal import Terminal

/// `pipeline models policy`: the gates that a version passes on its way to an alias.
struct ModelPolicyCommand: Sendable {
    let session: Session

    private static let alias = CommandParameter.option(
        "alias", .name("ALIAS", completing: .source("aliases")),
        help: "the alias behind the gates (default: champion; of what is shown, all)")
    private static let gates = CommandParameter.repeatedOption(
        "gate", .gate, help: "what must hold; all given gates take the place of those before")
    private static let clear = CommandParameter.flag("clear", help: "remove the gates")

    var command: Command {
        Command(
            "policy", summary: "Show or set what must hold before an alias moves to a version.",
            discussion: """
                A gate is one of:

                metric NAME >= NUMBER (or >, <=, <, ==, !=)

                not worse than ALIAS [in METRIC [lower|higher]] on the same test set: compares with the version at the alias; the \
                metric is accuracy unless another is named. Lower is better of \
                \(MetricDirection.lowerIsBetter.joined(separator: ", ")), also at the end of a longer name, and where the gate \
                says so. Without a version at the alias the gate is open.

                approved by a person: the newest decision on the version is `pipeline models approve`.
                """,
            examples: [
                .init("pipeline models policy road_sign"),
                .init("pipeline models policy road_sign --gate 'metric accuracy >= 0.98'"),
                .init("pipeline models policy road_sign --clear"),
            ],
            parameters: [ModelArguments.group, Self.alias, Self.gates, Self.clear, ModelArguments.reason],
            exclusions: [["gate", "clear"]], action: { try await policy($0) })
    }

    private func policy(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let group = values[ModelArguments.group]
        if values[Self.clear] || !values[Self.gates].isEmpty {
            try await warn(of: group, values[Self.gates], registry)
            try await registry.setPolicy(
                values[Self.gates], of: group, alias: values[Self.alias] ?? "champion",
                by: ModelArguments.decision(values, session))
        }
        let policies = try await registry.policies(of: group).filter {
            values[Self.alias] == nil || $0.alias == values[Self.alias]
        }
        if values[GlobalOptions.json] {
            session.write(
                json: [
                    "group": .string(group),
                    "policies": .object(
                        Dictionary(
                            policies.map { ($0.alias, .array($0.gates.map(JSON.string))) },
                            uniquingKeysWith: { first, _ in first })),
                ])
            return 0
        }
        guard !policies.isEmpty else {
            session.write("\(group) has no gates: any version that is intact may be promoted")
            return 0
        }
        var table = Table(.word("alias"), .text("gate"))
        for policy in policies {
            for gate in policy.gates { table.append(Line(policy.alias, .bold), Line(gate)) }
        }
        session.write(table)
        return 0
    }

    /// Says what may be mistyped: gates may be there before the models are, so that it is no error.
    private func warn(of group: String, _ gates: [Gate], _ registry: Registry) async throws {
        let groups = try await registry.modelGroups(includingDeleted: true)
        guard let known = groups.first(where: { $0.name == group }) else {
            let hint = suggestion(for: group, among: groups.map(\.name))
            return session.warn("there is no model group '\(group)' yet\(hint)")
        }
        let metrics = known.latest.metrics.keys.sorted()
        for gate in gates {
            let name: String
            switch gate.rule {
            case .metric(let metric, _, _), .notWorse(_, let metric, _): name = metric
            case .approved: continue
            }
            guard !metrics.contains(name) else { continue }
            session.warn("\(known.latest.name) has no metric '\(name)'\(suggestion(for: name, among: metrics))")
        }
    }
}

extension ValueFormat where Value == Gate {
    /// A gate of a promotion policy.
    fileprivate static var gate: Self {
        Self("GATE", text: \.text) { text throws(InvalidValue) in
            do throws(GateMistake) { return try Gate(text) } catch { throw InvalidValue(error.description) }
        }
    }
}
