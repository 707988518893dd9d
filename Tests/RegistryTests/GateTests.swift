import ContentHash
import Execution
import Testing

@testable import Registry

@Suite struct GateTests {
    private func contender(
        _ version: Int, _ metrics: [String: Double], on testSet: Set<Digest>? = [.of("test")]
    ) -> GateEvidence.Contender {
        .init(name: ModelVersionName(group: "signs", version: version), metrics: metrics, testSet: testSet)
    }

    private func judge(
        _ gate: String, _ candidate: GateEvidence.Contender, champion: GateEvidence.Contender? = nil,
        status: ApprovalStatus = .pending, decided: StatusChange? = nil
    ) throws -> String {
        let evidence = GateEvidence(
            candidate: candidate, status: status, lastDecision: decided,
            standing: champion.map { ["champion": $0] } ?? [:])
        let finding = try Gate(gate).judge(evidence)
        return "\(finding.passed ? "passed" : "failed"): \(finding.found)"
    }

    @Test(arguments: [
        (">=", 0.98, true), (">=", 0.99, true), (">=", 0.995, false), (">", 0.99, false), ("<=", 0.99, true),
        ("<", 0.99, false), ("==", 0.99, true), ("!=", 0.99, false),
    ])
    func `A metric is compared with a number`(sign: String, bound: Double, passes: Bool) throws {
        let finding = try judge("metric accuracy \(sign) \(bound)", contender(1, ["accuracy": 0.99]))
        #expect(finding == "\(passes ? "passed" : "failed"): accuracy is 0.99")
    }

    @Test func `A metric that is missing or no number lets nothing pass`() throws {
        let candidate = contender(2, ["accuracy": .nan, "loss": 1])
        #expect(try judge("metric accuracy >= 0", candidate) == "failed: accuracy is nan")
        #expect(try judge("metric accuracy != 0", candidate) == "failed: accuracy is nan")
        #expect(try judge("metric los < 2", candidate) == "failed: signs:2 has no metric 'los'; did you mean 'loss'?")
        #expect(
            try judge("metric top3 > 1", candidate) == "failed: signs:2 has no metric 'top3': it has accuracy, loss")
        #expect(
            try judge("metric top3 > 1", contender(2, [:]))
                == "failed: signs:2 has no metric 'top3': it has none at all")
    }

    @Test func `Not worse means at least as good, on the same data`() throws {
        let gate = "not worse than champion on the same test set"
        let champion = contender(1, ["accuracy": 0.98, "loss": 2])
        #expect(try judge(gate, contender(2, ["accuracy": 0.97])) == "passed: there is no champion yet")
        #expect(try judge(gate, champion, champion: champion) == "passed: signs:1 is champion already")
        #expect(
            try judge(gate, contender(2, ["accuracy": 0.97]), champion: champion)
                == "failed: accuracy is 0.97, that of champion, which is signs:1, is 0.98")
        #expect(
            try judge(gate, contender(2, ["accuracy": 0.98]), champion: champion)
                == "passed: accuracy is 0.98, that of champion, which is signs:1, is 0.98")
        #expect(
            try judge(gate, contender(2, ["accuracy": 0.99], on: [.of("other")]), champion: champion)
                == "failed: signs:2 and champion, which is signs:1, were tested on different data")
        #expect(
            try judge(gate, contender(2, ["accuracy": 0.99], on: nil), champion: champion)
                == "failed: it is not known what signs:2 was tested on")
        #expect(
            try judge(gate, contender(2, ["accuracy": 0.99]), champion: contender(1, ["accuracy": 0.9], on: nil))
                == "failed: it is not known what signs:1 was tested on")
        #expect(
            try judge(gate, contender(2, ["accuracy": 0.99]), champion: contender(1, ["loss": 2]))
                == "failed: signs:1 has no metric 'accuracy': it has loss")
    }

    @Test(arguments: [
        ("not worse than champion in loss on the same test set", false),
        ("not worse than champion in validation_loss on the same test set", false),
        ("not worse than champion in mean_squared_error on the same test set", false),
        ("not worse than champion on the same test set in loss", false),
        ("not worse than champion in loss higher on the same test set", true),
        ("not worse than champion in macro_f1 on the same test set", true),
        ("not worse than champion in macro_f1 lower on the same test set", false),
    ])
    func `Whether more is better is known by the metric's name, or said`(gate: String, passes: Bool) throws {
        func metrics(_ value: Double) -> [String: Double] {
            ["loss": value, "validation_loss": value, "mean_squared_error": value, "macro_f1": value]
        }
        let finding = try judge(gate, contender(2, metrics(3)), champion: contender(1, metrics(2)))
        #expect(finding.hasPrefix(passes ? "passed: " : "failed: "))
        let other = try judge(gate, contender(2, metrics(1)), champion: contender(1, metrics(2)))
        #expect(other.hasPrefix(passes ? "failed: " : "passed: "))
    }

    @Test func `An approval is the newest decision on the version`() throws {
        let gate = "approved by a person"
        let candidate = contender(2, [:])
        let approval = StatusChange(version: candidate.name, from: .pending, to: .approved, decision: .ada)
        #expect(
            try judge(gate, candidate, status: .approved, decided: approval)
                == "passed: ada approved it on 1970-01-01 01:23:20 UTC")
        #expect(try judge(gate, candidate) == "failed: it is pending: pipeline models approve signs:2")
        #expect(
            try judge(gate, candidate, status: .approved)
                == "failed: it is approved, but nobody is known to have done so: pipeline models approve signs:2")
    }

    @Test func `A gate is kept as it is written, with single spaces`() throws {
        #expect(try Gate("  metric   accuracy>=0.980 ").text == "metric accuracy >= 0.980")
        #expect(try Gate("metric accuracy>=0.98").rule == .metric("accuracy", .atLeast, 0.98))
        #expect(
            try Gate("not worse than champion on the same test set").rule
                == .notWorse(alias: "champion", metric: "accuracy", .higher))
    }

    private static let forms =
        "write 'metric NAME >= NUMBER', 'not worse than ALIAS on the same test set' or 'approved by a person'"

    @Test(arguments: [
        ("", 0, "the gate is empty; \(forms)"),
        ("metrics accuracy >= 1", 0, "'metrics' begins no gate; \(forms); did you mean 'metric'?"),
        ("loss < 1", 0, "'loss' begins no gate; \(forms)"), ("metric", 7, "the name of a metric is missing here"),
        ("metric >= 1", 7, "the name of a metric is missing here"),
        ("metric accuracy", 16, "a comparison is missing here: use >=, >, <=, <, == or !="),
        (
            "metric accuracy => 1", 16,
            "'=>' is no comparison: use >=, >, <=, <, == or !=; did you mean '>='?"
        ),
        ("metric accuracy about 1", 16, "'about' is no comparison: use >=, >, <=, <, == or !="),
        ("metric accuracy >=", 19, "the number to compare with is missing here"),
        ("metric accuracy >= 98%", 19, "'98%' is no number, such as 0.98"),
        ("metric accuracy >= nan", 19, "'nan' is no number, such as 0.98"),
        ("metric accuracy >= 1 or so", 21, "the gate ends here, so 'or' is too much"),
        ("not wrose than champion on the same test set", 4, "'wrose' should be 'worse'"),
        ("not worse than 7 on the same test set", 15, "'7' can't be an alias"),
        ("not worse than", 15, "the alias to compare with, such as champion, is missing here"),
        (
            "not worse than champion", 24,
            "'on the same test set' is missing here: scores on different data can't be compared"
        ),
        ("not worse than champion on the same tset set", 36, "'tset' should be 'test'"),
        (
            "not worse than champion inn loss on the same test set", 24,
            "'inn' should be 'on the same test set' or 'in METRIC'; did you mean 'in'?"
        ),
        ("approved by someone", 12, "'someone' should be 'a'"), ("approved", 9, "'by' is missing here"),
    ])
    func `A mistake in a gate is shown where it is`(text: String, offset: Int, reason: String) {
        let mistake = #expect(throws: GateMistake.self) { try Gate(text) }
        #expect(
            mistake?.description == "\(reason)\n  \(text)\n  \(String(repeating: " ", count: offset))^")
    }
}
