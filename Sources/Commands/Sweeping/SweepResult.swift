internal import Arguments
internal import ContentHash
internal import Execution
internal import Registry

/// The runs of a sweep as they are recorded: what each was given, and what it measured.
struct SweepResult: Sendable {
    /// A run of the sweep.
    struct Member: Sendable {
        let run: RunSummary
        let parameters: [String: JSON]
        /// The last value of each measure by the name of its column.
        let metrics: [String: Double]
    }

    let sweep: String
    /// How many runs the sweep was to have.
    let count: Int
    /// The parameters that vary, in the order of the command line, or of the alphabet where that is not known.
    let parameters: [String]
    /// What any run measured, in the order of the steps.
    let metrics: [String]
    /// In the order in which they ran.
    let members: [Member]

    /// Reads a sweep.
    /// - Parameters:
    ///   - sweep: Its whole identity.
    ///   - points: What its runs were asked for, where that is known.
    ///   - registry: Where they are recorded.
    /// - Throws: What keeps the registry from being read.
    init(_ sweep: String, asked points: [[Assignment]] = [], _ registry: Registry) async throws {
        self.sweep = sweep
        let found = try await registry.runs(
            matching: RunQuery(filter: "\(SweepMember.fact) = \(sweep)", order: "id", limit: Sweep.limit))
        count = points.isEmpty ? found.rows.count : points.count
        var given: [[String: JSON]] = []
        var measured: [[MetricSeries]] = []
        for row in found.rows {
            given.append(try await registry.parameters(of: row.run.id))
            measured.append(try await registry.metrics(of: row.run.id))
        }
        if let point = points.first {
            parameters = point.map(\.key)
        } else {
            let names = Set(given.flatMap(\.keys))
            parameters = names.filter { name in Set(given.map { $0[name] }).count > 1 }.sorted()
        }
        let columns = MetricColumns(measured.flatMap(\.self))
        metrics = columns.names
        members = found.rows.indices.map { index in
            Member(run: found.rows[index].run, parameters: given[index], metrics: columns.values(measured[index]))
        }
    }
}

/// The columns that measures get in a comparison of runs.
private struct MetricColumns {
    private struct Measure: Hashable {
        let step: String
        let name: String
    }

    private var measures: [Measure] = []
    private let steps: [String: Set<String>]

    init(_ series: [MetricSeries]) {
        var seen: Set<Measure> = []
        for series in series {
            let measure = Measure(step: series.instance.step, name: series.name)
            if seen.insert(measure).inserted { measures.append(measure) }
        }
        steps = Dictionary(measures.map { ($0.name, [$0.step]) }, uniquingKeysWith: { $0.union($1) })
    }

    var names: [String] { measures.map(name) }

    /// A measure that one step alone told needs no more than its own name.
    private func name(_ measure: Measure) -> String {
        (steps[measure.name]?.count ?? 0) > 1 ? "\(measure.step).\(measure.name)" : measure.name
    }

    /// The last values of a run; of a step in a map, the mean over its items.
    func values(_ series: [MetricSeries]) -> [String: Double] {
        // Of several attempts the last one counts.
        var last: [String: [StepInstance: Double]] = [:]
        for series in series {
            guard let value = series.points.last?.value else { continue }
            last[name(Measure(step: series.instance.step, name: series.name)), default: [:]][series.instance] = value
        }
        return last.mapValues { $0.sorted { $0.key < $1.key }.map(\.value).reduce(0, +) / Double($0.count) }
    }
}
