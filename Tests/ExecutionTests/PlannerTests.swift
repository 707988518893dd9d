import ContentHash
import PipelineKit
import Testing

@testable import Execution

/// What a run would do, without doing it.
@Suite struct PlannerTests {
    private let shop: Workshop

    init() throws { shop = try Workshop() }

    private static let pipeline: @Sendable (inout GraphBuilder) -> Void = { graph in
        let seed = graph.parameter("seed", default: 1)
        let a = graph.step("a", Work())
        let b = graph.step("b", Work(Reference<[JSON]>.all([a.value.erased, seed.erased]).erased))
        let values = graph.map("m", over: b.list) { item, graph in graph.step("each", Work(item.erased)).value }
        graph.when(a.flag == false) { graph in graph.step("no", Work()) }
        graph.when(b.flag == true) { graph in graph.step("yes", Work(seed: 5)) }
        graph.step("end", Work(values.erased, seed: 6))
    }

    private func plan(_ parameters: [String: JSON], forced: Set<String> = []) async throws -> [String] {
        let declaration = try Sample(Self.pipeline).declaration()
        let state = RunState(
            graph: declaration.graph, parameters: parameters,
            pool: ResourcePool(capacity: Resources(cpus: 2), jobs: 1))
        return await Planner(shop.preparer(declaration, shop.context(forced: forced))).plan(state).map { step in
            let decision =
                switch step.decision {
                case .cached(let seconds): "cached (\(seconds) s)"
                case .run(let differences): "run (\(differences.count))"
                case .skipped: "skipped"
                case .undecided(let after): "undecided after \(after)"
                case .impossible: "impossible"
                }
            return "\(step.name) \(decision): \(step.reason)"
        }
    }

    @Test func `Everything that hangs on a step that would run is undecided`() async throws {
        #expect(
            try await plan(["seed": 1]) == [
                "a run (0): it has not run before", "b undecided after a: depends on what `a` makes",
                "each[*] undecided after a: depends on what `a` makes",
                "no undecided after a: depends on what `a` makes",
                "yes undecided after a: depends on what `a` makes", "end undecided after a: depends on what `a` makes",
            ])
        #expect(shop.executed.isEmpty)
        #expect(shop.registry.log.isEmpty)
    }

    @Test func `What is cached and what is skipped is told, and why the rest runs`() async throws {
        try await shop.run(Self.pipeline, parameters: ["seed": 1])
        let no = "no skipped: a.flag == false does not hold: a.flag is true"
        #expect(
            try await plan(["seed": 1]) == [
                "a cached (2.0 s): unchanged", "b cached (2.0 s): unchanged", "each[0] cached (2.0 s): unchanged",
                "each[1] cached (2.0 s): unchanged", no, "yes cached (2.0 s): unchanged",
                "end cached (2.0 s): unchanged",
            ])
        #expect(
            try await plan(["seed": 2]) == [
                "a cached (2.0 s): unchanged", "b run (1): `[a.value, seed][1]` 1 → 2",
                "each[*] undecided after b: depends on what `b` makes", no,
                "yes undecided after b: depends on what `b` makes",
                "end undecided after b: depends on what `b` makes",
            ])
        #expect(try await plan(["seed": 1], forced: ["end"]).last == "end run (0): forced")
    }
}
