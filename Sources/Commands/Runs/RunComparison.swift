internal import ContentHash
internal import ContentStore
internal import Execution
internal import PipelineKit
internal import Registry

/// What two runs were given, what they were made with, and what came of them, side by side.
///
/// Of runs of different pipelines only what has the same name in both is compared: parameters, metrics, surroundings.
struct RunComparison {
    /// One thing of both runs.
    struct Row {
        let name: String
        let left: String?
        let right: String?
        /// What differs inside, such as the files of a folder.
        var details: [String] = []

        var isSame: Bool { left == right }
    }

    /// The last value of a measure in both runs.
    struct Metric {
        let name: String
        let left: Double?
        let right: Double?

        var isSame: Bool { left == right || left?.isNaN == true && right?.isNaN == true }
        var difference: Double? { left.flatMap { left in right.map { $0 - left } } }
    }

    let runs: (RunSummary, RunSummary)
    private(set) var parameters: [Row] = []
    /// What of a step's code, scripts, programs and declaration is not what it was.
    private(set) var causes: [(step: String, differences: [KeyDifference])] = []
    private(set) var facts: [Row] = []
    /// How steps ended; a cached one counts as succeeded.
    private(set) var endings: [Row] = []
    private(set) var outputs: [Row] = []
    private(set) var metrics: [Metric] = []

    var isOfOnePipeline: Bool { runs.0.pipeline == runs.1.pipeline }

    var isSame: Bool {
        causes.isEmpty && (parameters + facts + endings + outputs).allSatisfy(\.isSame) && metrics.allSatisfy(\.isSame)
    }

    init(_ left: RunSummary, _ right: RunSummary, _ registry: Registry, _ store: ContentStore) async throws {
        runs = (left, right)
        let values = (try await registry.parameters(of: left.id), try await registry.parameters(of: right.id))
        parameters = names(values.0.keys, values.1.keys).map { name in
            Self.parameter(name, values.0[name], values.1[name], store)
        }
        let surroundings = (try await registry.facts(of: left.id), try await registry.facts(of: right.id))
        facts = rows(surroundings.0, surroundings.1)
        let series = (try await registry.metrics(of: left.id), try await registry.metrics(of: right.id))
        let last = (Self.last(series.0), Self.last(series.1))
        metrics = names(last.0.keys, last.1.keys).map { Metric(name: $0, left: last.0[$0], right: last.1[$0]) }
        guard isOfOnePipeline else { return }
        let steps = (try await registry.steps(of: left.id), try await registry.steps(of: right.id))
        endings = [Row(name: "run", left: left.status.rawValue, right: right.status.rawValue)]
        endings += rows(Self.endings(steps.0), Self.endings(steps.1))
        outputs = rows(
            try await Self.outputs(steps.0, of: left.id, registry),
            try await Self.outputs(steps.1, of: right.id, registry))
        causes = try await causes(steps.0, steps.1, registry, store)
    }

    /// The names of both sides, or those that both have where the pipelines differ.
    private func names(_ left: some Sequence<String>, _ right: some Sequence<String>) -> [String] {
        let (left, right) = (Set(left), Set(right))
        return (isOfOnePipeline ? left.union(right) : left.intersection(right)).sorted()
    }

    private func rows(_ left: [String: String], _ right: [String: String]) -> [Row] {
        names(left.keys, right.keys).map { Row(name: $0, left: left[$0], right: right[$0]) }
    }

    // MARK: - Parameters

    private static func parameter(_ name: String, _ left: JSON?, _ right: JSON?, _ store: ContentStore) -> Row {
        var row = Row(name: name, left: left.map(RunText.parameter), right: right.map(RunText.parameter))
        // Two long texts may differ where both are cut.
        if row.isSame, left != right { row = Row(name: name, left: left?.displayText, right: right?.displayText) }
        if let left, let right, left != right, let folders = FolderComparison(left, right, store) {
            row.details = folders.names
        }
        return row
    }

    // MARK: - Steps

    private static func endings(_ steps: [StepSummary]) -> [String: String] {
        Dictionary(
            steps.map { step in
                ("\(step.instance)", StatusText.word(step.status == .cached ? .succeeded : step.status))
            }, uniquingKeysWith: { first, _ in first })
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

    private static func last(_ series: [MetricSeries]) -> [String: Double] {
        Dictionary(
            series.compactMap { series in
                series.points.last.map { ("\(series.instance).\(series.name)", $0.value) }
            }, uniquingKeysWith: { _, last in last })
    }

    // MARK: - Causes

    /// The differences of keys that are neither a parameter nor what another step made: those are told elsewhere.
    private func causes(
        _ left: [StepSummary], _ right: [StepSummary], _ registry: Registry, _ store: ContentStore
    ) async throws -> [(step: String, differences: [KeyDifference])] {
        let steps = Set((left + right).map(\.instance.step))
        let known = Set(parameters.map(\.name))
        let keys = Dictionary(left.map { ($0.instance, $0.key) }, uniquingKeysWith: { first, _ in first })
        var causes: [(step: String, differences: [KeyDifference])] = []
        for step in right {
            let name = "\(step.instance)"
            guard let key = step.key, let other = keys[step.instance] ?? nil, key != other,
                let old = try await registry.components(of: name, pipeline: runs.0.pipeline, in: runs.0.id),
                let new = try await registry.components(of: name, pipeline: runs.1.pipeline, in: runs.1.id)
            else { continue }
            let differences = try await KeyDifference.between(old, new, store: store) { digest in
                try await registry.declarations(ofCode: digest)
            }.filter { difference in
                guard difference.tag == .input else { return true }
                let root = String(difference.label.prefix { $0 != "." && $0 != "[" })
                return !known.contains(root) && !steps.contains(root)
            }
            if !differences.isEmpty { causes.append((name, differences)) }
        }
        return causes
    }
}
