import ContentHash
import Registry
import Testing

/// Which results a garbage collection dooms.
@Suite struct CollectionPlanTests {
    private func work(
        _ name: String, step: String = "train", used: Double = 0, seconds: Double = 1, size: Int64 = 10,
        _ protection: CachedWork.Protection? = nil
    ) -> CachedWork {
        CachedWork(
            key: .of(name), pipeline: "signs", step: step, lastUse: used, seconds: seconds,
            objects: [.of("object of \(name)"): size], protection: protection)
    }

    private func keys(_ names: String...) -> Set<Digest> { Set(names.map { Digest.of($0) }) }

    @Test func `Without rules nothing goes`() {
        let plan = CollectionPlan([work("a"), work("b")], CollectionRules(), now: 100)
        #expect(plan.keys.isEmpty)
        #expect(plan.doomed.isEmpty)
    }

    @Test func `By age goes what was not used for longer`() {
        let items = [work("old", used: 9), work("edge", used: 10), work("new", used: 50)]
        #expect(CollectionPlan(items, CollectionRules(olderThan: 90), now: 100).keys == keys("old"))
    }

    @Test func `By count the last used results of each step stay`() {
        let items = [
            work("a", used: 1), work("b", used: 2), work("c", used: 3), work("other", step: "split", used: 0),
        ]
        #expect(CollectionPlan(items, CollectionRules(keepResults: 1), now: 100).keys == keys("a", "b"))
        #expect(CollectionPlan(items, CollectionRules(keepResults: 0), now: 100).keys.count == 4)
    }

    @Test func `By size goes first what costs least to make again for each byte`() {
        let items = [
            work("dear", used: 1, seconds: 1000, size: 100), work("cheap", used: 3, seconds: 1, size: 100),
            work("middling", used: 2, seconds: 10, size: 100),
        ]
        #expect(CollectionPlan(items, CollectionRules(keepSize: 200), now: 100).keys == keys("cheap"))
        #expect(CollectionPlan(items, CollectionRules(keepSize: 199), now: 100).keys == keys("cheap", "middling"))
    }

    @Test func `Of equal cost goes first what was not used for longest`() {
        let items = [work("b", used: 2), work("a", used: 1), work("c", used: 3)]
        #expect(CollectionPlan(items, CollectionRules(keepSize: 25), now: 100).keys == keys("a"))
    }

    @Test func `An object that two results share is freed with the second`() {
        let shared: [Digest: Int64] = [.of("shared"): 100]
        let items = [1.0, 2.0].map { use in
            CachedWork(key: .of("\(use)"), pipeline: "p", step: "s", lastUse: use, seconds: 1, objects: shared)
        }
        #expect(CollectionPlan(items, CollectionRules(keepSize: 100), now: 100).keys.isEmpty)
        #expect(CollectionPlan(items, CollectionRules(keepSize: 99), now: 100).keys.count == 2)
    }

    @Test(arguments: [CachedWork.Protection.running, .pinned, .model])
    func `What something needs stays whatever the rules say`(_ protection: CachedWork.Protection) {
        let items = [work("needed", protection), work("free")]
        for rules in [CollectionRules(olderThan: 1), CollectionRules(keepResults: 0), CollectionRules(keepSize: 0)] {
            let plan = CollectionPlan(items, rules, now: 100)
            #expect(plan.keys == keys("free"))
        }
        #expect(CollectionPlan(items, CollectionRules(olderThan: 1), now: 100).kept.map(\.key) == [.of("needed")])
    }

    @Test func `While a run is at work, what was used lately stays`() {
        let items = [work("late", used: 60), work("early", used: 40)]
        #expect(CollectionPlan(items, CollectionRules(keepSize: 0), now: 100, freshSince: 50).keys == keys("early"))
    }

    @Test func `A result that two rules name counts for the first`() {
        let plan = CollectionPlan([work("a")], CollectionRules(olderThan: 1, keepSize: 0), now: 100)
        #expect(plan.doomed[.age]?.map(\.key) == [.of("a")])
        #expect(plan.doomed[.size] == [])
    }
}
