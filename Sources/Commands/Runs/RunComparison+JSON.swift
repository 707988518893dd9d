internal import ContentHash
internal import Execution
internal import Registry

extension RunComparison {
    var json: JSON {
        [
            "runs": [.string(runs.0.id.text), .string(runs.1.id.text)],
            "pipelines": [.string(runs.0.pipeline), .string(runs.1.pipeline)],
            "same": .bool(isSame),
            "parameters": .array(differing(parameters)),
            "code": .array(
                causes.map { ["step": .string($0.step), "changes": .array($0.differences.map(DifferenceText.json))] }),
            "facts": .array(differing(facts)),
            "endings": .array(differing(endings)),
            "outputs": .array(
                outputs.map { row in
                    [
                        "name": .string(row.name), "same": .bool(row.isSame), "left": Self.json(row.left),
                        "right": Self.json(row.right),
                    ]
                }),
            "metrics": .array(
                metrics.map { metric in
                    [
                        "name": .string(metric.name), "same": .bool(metric.isSame),
                        "left": metric.left.map(JSON.double) ?? .null,
                        "right": metric.right.map(JSON.double) ?? .null,
                        "difference": metric.difference.map(JSON.double) ?? .null,
                    ]
                }),
        ]
    }

    private func differing(_ rows: [Row]) -> [JSON] {
        rows.filter { !$0.isSame }.map { row in
            [
                "name": .string(row.name), "left": Self.json(row.left), "right": Self.json(row.right),
                "files": .array(row.details.map(JSON.string)),
            ]
        }
    }

    private static func json(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
}
