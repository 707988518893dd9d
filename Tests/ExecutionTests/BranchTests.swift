import ContentHash
import PipelineKit
import Testing

@testable import Execution

@Suite struct BranchTests {
    private static let branches: @Sendable (inout GraphBuilder) -> Void = { graph in
        let maximum = graph.parameter("maximum", default: 1.0)
        let a = graph.step("a", Work())
        graph.when(a.error <= maximum) { graph in
            let keep = graph.step("keep", Work(a.value.erased))
            graph.when(keep.flag == true) { graph in
                graph.step("inner", Work(keep.value.erased))
            } otherwise: { graph in
                graph.step("inner_else", Work())
            }
        } otherwise: { graph in
            graph.step("reject", Work())
        }
        graph.step("always", Work())
    }

    private func endings(error: JSON, flag: JSON = true) throws -> [String: String] {
        var run = try RunSimulation(Self.branches, parameters: ["maximum": 1.0])
        run.run { instance, _ in .ended(instance, .succeeded(outputs: .made(error: error, flag: flag))) }
        return run.endings
    }

    @Test func `The branch that is taken runs, and the other says why not`() throws {
        #expect(
            try endings(error: 0.5) == [
                "a": "succeeded", "keep": "succeeded", "inner": "succeeded", "always": "succeeded",
                "inner_else": "skipped: keep.flag == true holds: keep.flag is true",
                "reject": "skipped: a.error <= maximum holds: a.error is 0.5, maximum is 1",
            ])
        #expect(
            try endings(error: 1.0, flag: false)["inner"]
                == "skipped: keep.flag == true does not hold: keep.flag is false")
    }

    @Test func `What is inside a branch that is not taken is skipped for the outer reason`() throws {
        let reason = "skipped: a.error <= maximum does not hold: a.error is 1.5, maximum is 1"
        #expect(
            try endings(error: 1.5) == [
                "a": "succeeded", "keep": reason, "inner": reason, "inner_else": reason, "reject": "succeeded",
                "always": "succeeded",
            ])
    }

    @Test(arguments: [
        ("\"NaN\"", "'a.error' is not a number (NaN), so 'a.error <= maximum' can't be decided"),
        ("null", "'a.error' is null and 'maximum' is 1.0: they can't be compared"),
        ("\"low\"", "'a.error' is \"low\" and 'maximum' is 1.0: they can't be compared"),
        ("true", "'a.error' is true and 'maximum' is 1.0: they can't be compared"),
        ("[1]", "'a.error' is [1] and 'maximum' is 1.0: they can't be compared"),
    ]) func `A condition that can't be decided is a failure of both branches`(value: String, message: String) throws {
        let endings = try endings(error: JSON(parsing: value))
        for step in ["keep", "reject"] { #expect(endings[step] == "failed (condition): \(message)") }
        #expect(endings["inner"] == "failed (condition): \(message)")
        #expect(endings["always"] == "succeeded")
    }

    @Test func `A failed step decides no condition`() throws {
        var run = try RunSimulation(Self.branches, parameters: ["maximum": 1.0])
        run.run { instance, _ in
            .ended(instance, instance.step == "a" ? .failed(.user, message: "") : .succeeded(outputs: .made()))
        }
        #expect(run.endings["reject"] == "upstream failed: a")
        #expect(run.endings["inner"] == "upstream failed: a")
    }

    @Test func `A step ordered after one that was skipped runs`() throws {
        var run = try RunSimulation { graph in
            let a = graph.step("a", Work())
            var skipped = a
            graph.when(a.flag == false) { graph in skipped = graph.step("skipped", Work()) }
            graph.step("b", Work(), dependsOn: [skipped])
        }
        run.run()
        #expect(run.endings["skipped"] == "skipped: a.flag == false does not hold: a.flag is true")
        #expect(run.endings["b"] == "succeeded")
    }

    @Test(arguments: [
        ("1", "<", "1.5", true), ("9007199254740993", ">", "9007199254740992", true), ("1", "==", "1.0", true),
        ("\"Infinity\"", ">", "5", true), ("5", ">", "\"-Infinity\"", true), ("\"a\"", "<", "\"b\"", true),
        ("\"a\"", "!=", "\"a\"", false), ("true", "==", "true", true), ("true", "!=", "false", true),
        ("2", ">=", "2", true), ("2", "<=", "1", false),
    ]) func `Values are compared by what they are`(
        left: String, relation: String, right: String, holds: Bool
    ) throws {
        let resolver = ValueResolver(graph: try Sample { _ in }.graph(), parameters: [:])
        let condition = Condition.comparison(
            .constant(try JSON(parsing: left)), try #require(Condition.Relation(rawValue: relation)),
            .constant(try JSON(parsing: right)))
        #expect(try resolver.holds(condition, for: []) == holds)
        #expect(try resolver.holds(!condition, for: []) == !holds)
    }

    @Test func `All and any look no further than they must`() throws {
        let resolver = ValueResolver(graph: try Sample { _ in }.graph(), parameters: ["no": false, "yes": true])
        let no = Condition.isTrue(.parameter("no"))
        let yes = Condition.isTrue(.parameter("yes"))
        let missing = Condition.isTrue(.parameter("missing"))
        #expect(try !resolver.holds(no && missing, for: []))
        #expect(try resolver.holds(yes || missing, for: []))
        #expect(throws: ValueError.self) { try resolver.holds(yes && missing, for: []) }
        #expect(resolver.explain(!(!(yes && no)), for: []) == "(yes) and (no) does not hold: yes is true, no is false")
        let error = #expect(throws: ValueError.self) { try resolver.holds(.isTrue(.constant(1)), for: []) }
        #expect(error?.description == "'1' is 1, not true or false")
    }
}
