internal import Suggestions

/// The names that mean something in the filters of one registry.
struct RunVocabulary: Sendable {
    /// The measures that were ever told, and the steps that told them.
    var metrics: [String: Set<String>] = [:]
    var parameters: Set<String> = []
    var facts: Set<String> = []

    /// Finds what a name stands for: a field, `param.NAME`, `STEP.METRIC`, or a measure, parameter or fact of that name.
    /// - Throws: For a name that means nothing, or two things, what it might have meant.
    func field(_ name: String, in text: String, at place: Range<Int>) throws(FilterError) -> RunField {
        if let plain = RunField.plain.first(where: { $0.name == name }) { return plain.field }
        let prefix = "param."
        if name.hasPrefix(prefix) {
            let parameter = String(name.dropFirst(prefix.count))
            if parameters.contains(parameter) { return .parameter(parameter) }
        }
        if facts.contains(name) { return .fact(name) }
        // Both a step and a measure may have dots in their names.
        for (metric, steps) in metrics where name.hasSuffix(".\(metric)") {
            let step = String(name.dropLast(metric.count + 1))
            if steps.contains(step) { return .metric(metric, step: step) }
        }
        switch (metrics[name], parameters.contains(name)) {
        case (let steps?, true):
            let step = steps.min() ?? "STEP"
            throw FilterError(
                "'\(name)' is a metric and a parameter; write '\(step).\(name)' or 'param.\(name)'", in: text, at: place
            )
        case (.some, false): return .metric(name, step: nil)
        case (nil, true): return .parameter(name)
        case (nil, false): throw FilterError(unknown(name), in: text, at: place)
        }
    }

    private func unknown(_ name: String) -> String {
        let fields = RunField.plain.map(\.name)
        let sorted = (metrics.keys.sorted(), parameters.sorted(), facts.sorted())
        let qualified = metrics.flatMap { metric, steps in steps.map { "\($0).\(metric)" } }.sorted()
        let known = fields + sorted.0 + sorted.1 + sorted.2 + qualified + sorted.1.map { "param.\($0)" }
        let meant = suggestion(for: name, among: known)
        if !meant.isEmpty { return "no run has a '\(name)'\(meant)" }
        let parts = [("fields", fields), ("metrics", sorted.0), ("parameters", sorted.1)]
            .filter { !$0.1.isEmpty }
            .map { "the \($0.0) \(Self.listed($0.1))" }
        return "no run has a '\(name)'; there are \(parts.joined(separator: ", "))"
    }

    private static func listed(_ names: [String]) -> String {
        names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " and \(names.count - 8) more" : "")
    }
}
