internal import ContentHash
internal import ContentStore
internal import Execution
internal import PipelineKit
internal import Registry

/// Two versions side by side: how good they are, and what in their making differs.
struct ModelComparison {
    struct Metric {
        let name: String
        let left: Double?
        let right: Double?

        var difference: Double? {
            guard let left, let right else { return nil }
            return right - left
        }
    }

    struct Parameter {
        let name: String
        let left: String
        let right: String
    }

    /// Something that one step was given differently.
    struct Cause {
        let step: String
        let difference: String
    }

    let left: ModelVersion
    let right: ModelVersion
    let metrics: [Metric]
    /// The parameters of their runs that differ.
    let parameters: [Parameter]
    /// What differs in the keys of the steps that led to them, the earliest step first.
    private(set) var causes: [Cause] = []

    var isSameModel: Bool { left.model == right.model }

    init(
        _ left: ModelLineage, _ right: ModelLineage, _ registry: Registry, _ store: ContentStore
    ) async throws {
        (self.left, self.right) = (left.version, right.version)
        let (before, after) = (left.version.metrics, right.version.metrics)
        metrics = Set(before.keys).union(after.keys).sorted().map {
            Metric(name: $0, left: before[$0], right: after[$0])
        }
        let (old, new) = (left.parameters.mapValues(Self.text), right.parameters.mapValues(Self.text))
        parameters = Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map {
            Parameter(name: $0, left: old[$0] ?? "", right: new[$0] ?? "")
        }
        for step in left.steps where !right.steps.contains(where: { $0.instance == step.instance }) {
            causes.append(Cause(step: "\(step.instance)", difference: "only \(self.left.name) went through it"))
        }
        for step in right.steps {
            guard let other = left.steps.first(where: { $0.instance == step.instance }) else {
                causes.append(Cause(step: "\(step.instance)", difference: "only \(self.right.name) went through it"))
                continue
            }
            guard other.key != step.key else { continue }
            let differences = try await KeyDifference.between(
                registry.components(ofKey: other.key), registry.components(ofKey: step.key), store: store
            ) { try await registry.declarations(ofCode: $0) }
            causes += differences.map { Cause(step: "\(step.instance)", difference: $0.description) }
        }
    }

    var json: JSON {
        [
            "models": [ModelText.json(left), ModelText.json(right)], "same_model": .bool(isSameModel),
            "metrics": .array(
                metrics.map { metric in
                    [
                        "name": .string(metric.name), "left": metric.left.map(JSON.double) ?? .null,
                        "right": metric.right.map(JSON.double) ?? .null,
                        "difference": metric.difference.map(JSON.double) ?? .null,
                    ]
                }),
            "parameters": .array(
                parameters.map { row in
                    ["name": .string(row.name), "left": .string(row.left), "right": .string(row.right)]
                }),
            "causes": .array(
                causes.map { cause in ["step": .string(cause.step), "difference": .string(cause.difference)] }),
        ]
    }

    /// A value by what it contains: two folders of the same path may differ.
    private static func text(_ value: JSON) -> String {
        guard let artifact = ArtifactReference(value), let digest = artifact.digest else { return value.displayText }
        return "\(artifact.path ?? "") \(digest.short)"
    }
}
