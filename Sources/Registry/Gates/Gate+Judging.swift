internal import Execution
internal import Suggestions

extension Gate {
    /// Judges a version by the evidence alone.
    public func judge(_ evidence: GateEvidence) -> GateFinding {
        switch rule {
        case .metric(let name, let comparison, let bound):
            guard let value = evidence.candidate.metrics[name] else {
                return failed(missing(name, in: evidence.candidate))
            }
            return finding(comparison.holds(value, bound), "\(name) is \(Self.text(value))")
        case .notWorse(let alias, let metric, let direction):
            return compare(evidence.candidate, with: evidence.standing[alias], alias, metric, direction)
        case .approved: return approval(evidence)
        }
    }

    private func compare(
        _ candidate: GateEvidence.Contender, with standing: GateEvidence.Contender?, _ alias: String, _ metric: String,
        _ direction: MetricDirection
    ) -> GateFinding {
        guard let standing else { return finding(true, "there is no \(alias) yet") }
        if standing.name == candidate.name { return finding(true, "\(candidate.name) is \(alias) already") }
        for contender in [candidate, standing] where contender.metrics[metric] == nil {
            return failed(missing(metric, in: contender))
        }
        for contender in [candidate, standing] where contender.testSet == nil {
            return failed("it is not known what \(contender.name) was tested on")
        }
        guard candidate.testSet == standing.testSet else {
            return failed("\(candidate.name) and \(alias), which is \(standing.name), were tested on different data")
        }
        let (new, old) = (candidate.metrics[metric] ?? .nan, standing.metrics[metric] ?? .nan)
        let comparison: Comparison = direction == .higher ? .atLeast : .atMost
        return finding(
            comparison.holds(new, old),
            "\(metric) is \(Self.text(new)), that of \(alias), which is \(standing.name), is \(Self.text(old))")
    }

    private func approval(_ evidence: GateEvidence) -> GateFinding {
        let name = evidence.candidate.name
        guard evidence.status == .approved else {
            return failed("it is \(evidence.status.rawValue): pipeline models approve \(name)")
        }
        guard let last = evidence.lastDecision, last.to == .approved else {
            return failed("it is approved, but nobody is known to have done so: pipeline models approve \(name)")
        }
        return finding(true, "\(last.decision.who) approved it on \(UTCTime.text(last.decision.time))")
    }

    private func missing(_ metric: String, in contender: GateEvidence.Contender) -> String {
        let names = contender.metrics.keys.sorted()
        guard !names.isEmpty else { return "\(contender.name) has no metric '\(metric)': it has none at all" }
        let hint = suggestion(for: metric, among: names)
        return "\(contender.name) has no metric '\(metric)'"
            + (hint.isEmpty ? ": it has \(names.joined(separator: ", "))" : hint)
    }

    private func failed(_ found: String) -> GateFinding { finding(false, found) }

    private func finding(_ passed: Bool, _ found: String) -> GateFinding {
        GateFinding(gate: text, passed: passed, found: found)
    }

    /// A number in the shortest form that tells it from others, without a fraction where it has none.
    private static func text(_ value: Double) -> String {
        guard let whole = Int(exactly: value), whole.magnitude < 1_000_000_000 else { return "\(value)" }
        return "\(whole)"
    }
}
