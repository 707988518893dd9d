internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Terminal

/// What the steps of a run made, beside what they made in an earlier one.
struct OutputComparison {
    private struct Row {
        let name: String
        let isCached: Bool
        /// The outputs that are not what they were, each with both values; `nil` where there is nothing to compare.
        let differences: [(field: String, then: String, now: String)]?
    }

    private let run: RunID
    private let rows: [Row]

    /// Whether every step that made something then made the same now.
    var isSame: Bool { rows.allSatisfy { $0.differences?.isEmpty ?? true } }

    init(_ recorded: RecordedRun, _ report: RunReport) {
        run = report.run
        rows = report.steps.compactMap { step -> Row? in
            guard let then = recorded.steps[step.instance]?.outputs else { return nil }
            let isCached = step.ending.status == .cached
            guard let now = step.ending.outputs else {
                return Row(name: "\(step.instance)", isCached: isCached, differences: nil)
            }
            return Row(name: "\(step.instance)", isCached: isCached, differences: Self.differences(then, now))
        }
    }

    private static func differences(_ then: JSON, _ now: JSON) -> [(field: String, then: String, now: String)] {
        let (left, right) = (then.object ?? [:], now.object ?? [:])
        return Set(left.keys).union(right.keys).sorted().compactMap { field in
            left[field] == right[field] ? nil : (field, text(left[field]), text(right[field]))
        }
    }

    private static func text(_ value: JSON?) -> String {
        guard let value else { return "nothing" }
        return ArtifactReference(value)?.digest?.short ?? RunText.shortened(value.displayText)
    }

    func lines(width: Int?) -> [Line] {
        var table = Table(.word("step"), .word("made"), .sentences(""))
        for row in rows {
            guard let differences = row.differences else {
                table.append(Line(row.name), Line("nothing", .red), Line("it did not succeed this time", .dim))
                continue
            }
            let told = differences.map { "\($0.field) \($0.then) → \($0.now)" }.joined(separator: "; ")
            table.append(
                Line(row.name), differences.isEmpty ? Line("same bytes", .green) : Line("other bytes", .red),
                differences.isEmpty ? Line(row.isCached ? "from the cache" : "", .dim) : Line(told))
        }
        return table.lines(width: width)
    }

    var json: JSON {
        [
            "run": .string(run.text), "same": .bool(isSame),
            "steps": .array(
                rows.map { row in
                    [
                        "name": .string(row.name), "cached": .bool(row.isCached),
                        "same": row.differences.map { .bool($0.isEmpty) } ?? .null,
                        "differences": .array(
                            (row.differences ?? []).map { difference in
                                [
                                    "output": .string(difference.field), "then": .string(difference.then),
                                    "now": .string(difference.now),
                                ]
                            }),
                    ]
                }),
        ]
    }
}
