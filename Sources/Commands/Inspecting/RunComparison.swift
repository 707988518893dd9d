internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Registry

/// What two runs were given and what came of them, side by side.
struct RunComparison {
    /// One thing of both runs.
    struct Row {
        let name: String
        let left: String?
        let right: String?
    }

    let runs: (RunSummary, RunSummary)
    private(set) var rows: [Row] = []

    init(_ left: RunSummary, _ right: RunSummary, _ registry: Registry) async throws {
        runs = (left, right)
        let parameters = (try await registry.parameters(of: left.id), try await registry.parameters(of: right.id))
        add("", parameters.0.mapValues(Self.text), parameters.1.mapValues(Self.text))
        let steps = (try await registry.steps(of: left.id), try await registry.steps(of: right.id))
        let results = (
            try await Self.outputs(steps.0, of: left.id, registry),
            try await Self.outputs(steps.1, of: right.id, registry)
        )
        add("output ", results.0, results.1)
        let metrics = (try await registry.metrics(of: left.id), try await registry.metrics(of: right.id))
        add("metric ", Self.last(metrics.0), Self.last(metrics.1))
        rows.append(Row(name: "status", left: left.status.rawValue, right: right.status.rawValue))
    }

    var json: JSON {
        [
            "runs": [.string(runs.0.id.text), .string(runs.1.id.text)],
            "differences": .array(
                rows.filter { $0.left != $0.right }.map { row in
                    [
                        "name": .string(row.name), "left": row.left.map(JSON.string) ?? .null,
                        "right": row.right.map(JSON.string) ?? .null,
                    ]
                }),
        ]
    }

    private mutating func add(_ prefix: String, _ left: [String: String], _ right: [String: String]) {
        for name in Set(left.keys).union(right.keys).sorted() {
            rows.append(Row(name: prefix + name, left: left[name], right: right[name]))
        }
    }

    /// A value by what it contains: two folders of the same path may differ.
    private static func text(_ value: JSON) -> String {
        guard let artifact = ArtifactReference(value), let digest = artifact.digest else { return value.displayText }
        return "\(artifact.path ?? "") \(digest.short)"
    }

    private static func outputs(
        _ steps: [StepSummary], of run: RunID, _ registry: Registry
    ) async throws -> [String: String] {
        var outputs: [String: String] = [:]
        for step in steps {
            guard let result = try await registry.summary(of: step, in: run) else { continue }
            for (field, value) in result.outputs.object ?? [:] {
                outputs["\(step.instance).\(field)"] = ArtifactReference(value)?.digest?.short ?? value.displayText
            }
        }
        return outputs
    }

    private static func last(_ series: [MetricSeries]) -> [String: String] {
        Dictionary(
            series.compactMap { series in
                series.points.last.map { ("\(series.instance).\(series.name)", RunView.text(of: $0.value)) }
            }, uniquingKeysWith: { _, last in last })
    }
}
