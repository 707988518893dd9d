import ContentHash
import PipelineKit
import Testing

@testable import Execution

@Suite struct MapTests {
    private static let folds: @Sendable (inout GraphBuilder) -> Void = { graph in
        let split = graph.step("split", Work())
        let errors = graph.map("folds", over: split.list) { fold, graph in
            let train = graph.step("train", Work(fold.erased))
            graph.step("plot", Work(train.value.erased))
            return train.error
        }
        graph.step("mean", Work(errors.erased))
        graph.step("last", Work(), dependsOn: [errors])
    }

    private func run(
        _ list: JSON, failing: String? = nil, body: @escaping @Sendable (inout GraphBuilder) -> Void = folds
    ) throws -> RunSimulation {
        var run = try RunSimulation(body)
        run.run { instance, inputs in
            if "\(instance)" == failing { return .ended(instance, .failed(.exitCode, message: "exit 1")) }
            let value = inputs["input"]?["$value"]?.number ?? 0
            return .ended(
                instance,
                .succeeded(
                    outputs: .made(Int(value), error: .double(value / 10), list: list, lists: [[1, 2], [], [3]])))
        }
        return run
    }

    @Test func `The steps of a map run for each item, and their values are collected in order`() throws {
        let run = try run([3, 1, 2])
        #expect(run.prepared[StepInstance("train", [1])]?.text == #"{"input":{"$value":1},"seed":0}"#)
        #expect(run.prepared[StepInstance("plot", [2])]?.text == #"{"input":{"$value":2},"seed":0}"#)
        #expect(run.prepared[StepInstance("mean")]?.text == #"{"input":{"$value":[0.3,0.1,0.2]},"seed":0}"#)
        #expect(
            run.endings.keys.sorted() == [
                "last", "mean", "plot[0]", "plot[1]", "plot[2]", "split", "train[0]", "train[1]", "train[2]",
            ])
        #expect(run.log.last == "finish")
    }

    @Test func `A map without items collects an empty list`() throws {
        let run = try run([])
        #expect(run.prepared[StepInstance("mean")]?.text == #"{"input":{"$value":[]},"seed":0}"#)
        #expect(
            run.endings == [
                "split": "succeeded", "mean": "succeeded", "last": "succeeded",
                "train": "skipped: 'folds' has no items", "plot": "skipped: 'folds' has no items",
            ])
    }

    @Test func `A failure inside a map stops what collects it`() throws {
        let run = try run([1, 2], failing: "train[1]")
        #expect(
            run.endings == [
                "split": "succeeded", "train[0]": "succeeded", "plot[0]": "succeeded",
                "train[1]": "failed (exit_code): exit 1", "plot[1]": "upstream failed: train[1]",
                "mean": "upstream failed: train[1]", "last": "upstream failed: train[1]",
            ])
    }

    @Test func `A failure beside what is collected stops only what is ordered after the map`() throws {
        let run = try run([1, 2], failing: "plot[0]")
        #expect(run.endings["mean"] == "succeeded")
        #expect(run.endings["last"] == "upstream failed: plot[0]")
    }

    @Test func `A failure before a map is told of each step inside it once`() throws {
        let run = try run([1], failing: "split")
        #expect(
            run.endings == [
                "split": "failed (exit_code): exit 1", "train": "upstream failed: split",
                "plot": "upstream failed: split",
                "mean": "upstream failed: split", "last": "upstream failed: split",
            ])
    }

    @Test func `A map over what is no list is a failure`() throws {
        let run = try run(7)
        let message = "'split.list' is 7, not the list that 'folds' goes over"
        #expect(run.endings["train"] == "failed (condition): \(message)")
        #expect(run.endings["plot"] == "failed (condition): \(message)")
        #expect(run.endings["mean"] == "upstream failed: folds")
        #expect(run.log.last == "finish")
    }

    @Test func `Maps inside maps are gone over for each item of both`() throws {
        let run = try run([]) { graph in
            let split = graph.step("split", Work())
            let all = graph.map("outer", over: split.lists) { items, graph in
                let first = graph.step("first", Work(items.erased))
                return graph.map("inner", over: items) { item, graph in
                    graph.step("deep", Work(Reference<[Int]>.all([item, first.value]).erased)).value
                }
            }
            graph.step("end", Work(all.erased))
        }
        #expect(run.prepared[StepInstance("deep", [0, 1])]?.text == #"{"input":{"$value":[2,0]},"seed":0}"#)
        #expect(run.prepared[StepInstance("end")]?.text == #"{"input":{"$value":[[0,0],[],[0]]},"seed":0}"#)
        #expect(run.endings["deep[1]"] == "skipped: 'inner[1]' has no items")
        #expect(
            run.endings.keys.filter { $0.hasPrefix("deep") }.sorted() == [
                "deep[0][0]", "deep[0][1]", "deep[1]", "deep[2][0]",
            ])
    }

    @Test func `A map in a branch that is not taken is skipped with all inside, nested maps too`() throws {
        let run = try run([]) { graph in
            let a = graph.step("a", Work())
            graph.when(a.flag == false) { graph in
                let all = graph.map("outer", over: a.lists) { items, graph in
                    graph.map("inner", over: items) { item, graph in graph.step("deep", Work(item.erased)).value }
                }
                graph.step("end", Work(all.erased))
            }
        }
        let reason = "skipped: a.flag == false does not hold: a.flag is true"
        #expect(run.endings == ["a": "succeeded", "deep": reason, "end": reason])
    }

    @Test func `Branches inside a map are decided for each item`() throws {
        let run = try run([5, 0]) { graph in
            let split = graph.step("split", Work())
            _ = graph.map("m", over: split.list) { item, graph in
                let work = graph.step("work", Work(item.erased))
                graph.when(work.error > 0.2) { graph in graph.step("large", Work(work.value.erased)) }
                return work.value
            }
        }
        #expect(run.endings["large[0]"] == "succeeded")
        #expect(run.endings["large[1]"] == "skipped: work.error > 0.2 does not hold: work.error is 0")
    }

    @Test func `Steps inside a map may be ordered after steps outside, inside, and their own item`() throws {
        let run = try run([1, 2]) { graph in
            let split = graph.step("split", Work())
            let other = graph.step("other", Work())
            _ = graph.map("m", over: split.list) { item, graph in
                let first = graph.step("first", Work(item.erased))
                return graph.step("second", Work(), dependsOn: [first, other, item]).value
            }
        }
        #expect(run.endings.values.allSatisfy { $0 == "succeeded" })
        #expect(run.endings.count == 6)
    }

    @Test func `A step in another map is waited for with its whole map`() throws {
        let run = try run([1, 2], failing: "left[1]") { graph in
            let split = graph.step("split", Work())
            var inside = split
            _ = graph.map("a", over: split.list) { item, graph in
                inside = graph.step("left", Work(item.erased))
                return item
            }
            let barrier = inside
            _ = graph.map("b", over: split.list) { item, graph in
                graph.step("right", Work(item.erased), dependsOn: [barrier]).value
            }
        }
        #expect(run.endings["right[0]"] == "upstream failed: left[1]")
        #expect(run.endings["right[1]"] == "upstream failed: left[1]")
    }

    @Test func `A run that is cancelled cancels what a map would still have made`() throws {
        var run = try RunSimulation(Self.folds)
        _ = run.start()
        _ = run.handle(.missed(StepInstance("split")))
        _ = run.handle(.cancelled)
        _ = run.handle(.ended(StepInstance("split"), .cancelled))
        #expect(
            run.endings == [
                "split": "cancelled", "train": "cancelled", "plot": "cancelled", "mean": "cancelled",
                "last": "cancelled",
            ])
        #expect(run.log.last == "finish")
    }

    @Test func `Thousands of copies are gone over without going over all of them for each`() throws {
        let list = JSON.array((0..<5000).map { .int($0) })
        let run = try run(list)
        #expect(run.endings.count == 5000 * 2 + 3)
    }
}
