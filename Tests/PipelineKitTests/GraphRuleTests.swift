import ContentHash
import PipelineKit
import Testing

/// Every mistake of a graph with its message and what to do.
@Suite struct GraphRuleTests {
    private let here = "PipelineKitTests/GraphRuleTests.swift"

    /// The mistakes without the place, in the order in which they are shown.
    private func mistakes(_ body: @escaping @Sendable (inout GraphBuilder) -> Void) -> [String] {
        do {
            _ = try Sample(body).graph()
            return []
        } catch {
            return error.diagnostics.map { "\($0.message) | \($0.help ?? "")" }
        }
    }

    @Test func `Every mistake is told at once, with its line`() throws {
        let line = #line
        let sample = Sample { graph in
            _ = graph.parameter("1st", default: 5, in: 1...3)
            graph.step("a", Note(text: ""), resources: .init(cpus: 0))
            graph.step("a", Note(text: ""), timeout: .zero)
        }
        let error = #expect(throws: GraphError.self) { try sample.graph() }
        #expect(
            error?.description == """
                \(here):\(line + 2): error: '1st' can't be the name of a parameter
                  help: use letters, digits, '_', '-' and '.', and begin with a letter
                \(here):\(line + 2): error: the default of '1st' must be from 1 to 3, not 5
                  help: give a default that is allowed
                \(here):\(line + 3): error: 'a' asks for 0 cpus
                  help: ask for at least 1
                \(here):\(line + 4): error: 'a' has a timeout of 0.0 s
                  help: give a positive duration
                \(here):\(line + 4): error: two steps are named 'a'
                  help: the other one is at \(here):\(line + 3)
                """)
    }

    @Test func `Names are unique`() {
        let line = #line
        let found = mistakes { graph in
            graph.step("x", Note(text: ""))
            _ = graph.map("x", over: .init([1])) { item, _ in item }
            _ = graph.parameter("p", default: 1)
            _ = graph.parameter("p", default: 2)
            _ = graph.parameter("x", default: 2)
        }
        #expect(
            found == [
                "two steps are named 'x' | the other one is at \(here):\(line + 2)",
                "two parameters are named 'p' | the other one is at \(here):\(line + 4)",
            ])
    }

    @Test(arguments: ["", "a b", "ä", "a/b", "[0]", "-a", String(repeating: "a", count: 101)])
    func `Names are plain words`(name: String) {
        #expect(
            mistakes { $0.step(name, Note(text: "")) } == [
                "'\(name)' can't be the name of a step | use letters, digits, '_', '-' and '.', and begin with a letter"
            ])
    }

    @Test func `A branch's values stay in the branch`() {
        let found = mistakes { graph in
            let train = graph.step("train", Train(shards: .init(Shards(path: "x")), epochs: 1))
            var inside = train
            var errors = Reference<[Double]>([0])
            graph.when(train.isGood == true) { graph in
                inside = graph.step("inside", Train(shards: .init(Shards(path: "x")), epochs: 1))
                let copy = inside
                graph.step("fine", Note(text: "\(copy.error)"))
                errors = graph.map("each", over: .init([1])) { item, graph in
                    graph.step("mapped", Train(shards: .init(Shards(path: "x")), epochs: item)).error
                }
            } otherwise: { graph in
                let copy = inside
                graph.step("other", Note(text: "\(copy.error)"))
            }
            graph.step("outside", Note(text: "\(inside.error) \(inside.isGood) \(errors)"))
            graph.when(inside.isGood == true) { graph in graph.step("deeper", Note(text: "")) }
            _ = graph.map("map", over: Reference<[Double]>.all([inside.error])) { item, _ in item }
            graph.step("ordered", Note(text: ""), dependsOn: [inside])
        }
        #expect(
            found == [
                "'other' uses 'inside', which runs only in one branch | move 'other' into that branch",
                "'outside' uses 'each', which runs only in one branch | move 'outside' into that branch",
                "'outside' uses 'inside', which runs only in one branch | move 'outside' into that branch",
                "'deeper' uses 'inside', which runs only in one branch | move 'deeper' into that branch",
                "'map' uses 'inside', which runs only in one branch | move 'map' into that branch",
            ])
    }

    @Test func `A map's values leave it as a list only`() {
        let help = "return it from the map's closure and use what the map collects"
        let found = mistakes { graph in
            var inside: Reference<Double> = 1.0
            var element: Reference<Int> = 1
            var inner = Reference<[Int]>([1])
            let errors = graph.map("each", over: .init([1, 2])) { item, graph in
                let train = graph.step("train", Train(shards: .init(Shards(path: "x")), epochs: item))
                inside = train.error
                element = item
                inner = graph.map("inner", over: .init([1])) { item, _ in item }
                return train.error
            }
            graph.step("fine", Note(text: "\(errors)"), dependsOn: [errors, inside])
            graph.step("a", Note(text: "\(inside)"))
            graph.step("b", Note(text: "\(element)"))
            graph.step("c", Note(text: "\(inner)"))
            graph.when(inside < 1) { graph in graph.step("d", Note(text: "")) }
        }
        #expect(
            found == [
                "'a' uses 'train', which is inside a map | \(help)", "'b' uses 'each', which is inside a map | \(help)",
                "'c' uses 'inner', which is inside a map | \(help)",
                "'d' uses 'train', which is inside a map | \(help)",
            ])
    }

    @Test func `A default is one of the values that can be chosen`() {
        let found = mistakes { graph in
            _ = graph.parameter("a", default: 0.5, in: 1.0...2.0)
            _ = graph.parameter("b", default: [1, 9], in: 1...3)
            _ = graph.parameter("c", default: "x", choices: ["y", "z"])
            _ = graph.parameter("d", default: 2.0, choices: [1.0, 2.0])
        }
        #expect(
            found == [
                "the default of 'a' must be from 1 to 2, not 0.5 | give a default that is allowed",
                "the default of 'b' must be from 1 to 3, not 9 | give a default that is allowed",
                "the default of 'c' must be one of y, z, not x | give a default that is allowed",
            ])
    }

    @Test func `What is asked for is possible`() {
        let found = mistakes { graph in
            graph.step(
                "a", Note(text: ""), resources: .init(cpus: 1, memory: .bytes(-1), gpus: -1),
                retry: RetryPolicy(attempts: 0, interval: .seconds(-1), backoff: 0.5, jitter: 1.5),
                cache: .expires(after: .zero))
        }
        #expect(
            found == [
                "'a' asks for -1 gpus | ask for 0 or more",
                "'a' asks for less memory than none | ask for 0 or more",
                "'a' has 0 attempts | give it at least 1",
                "'a' has a backoff of 0.5 | give 1 or more",
                "'a' has a jitter of 1.5 | give a part from 0 to 1",
                "'a' has a pause of less than 0 s | give intervals of 0 or more",
                "'a' has results that expire after 0.0 s | give a positive duration, or .never",
            ])
    }

    @Test func `Limits of time leave something to happen within them`() {
        let found = mistakes { graph in
            graph.step("a", Note(text: ""), timeout: .seconds(60), silentTimeout: .seconds(60))
            graph.step("b", Note(text: ""), silentTimeout: .seconds(-1))
            graph.step("c", Note(text: ""), retry: RetryPolicy(attempts: 2, within: .zero))
            graph.step(
                "d", Note(text: ""), retry: RetryPolicy(attempts: 2, interval: .seconds(60), within: .seconds(30)))
            graph.step(
                "fine", Note(text: ""),
                retry: RetryPolicy(attempts: 2, interval: .seconds(60), within: .seconds(60)), timeout: .seconds(60),
                silentTimeout: .seconds(59))
        }
        #expect(
            found == [
                "'a' has a silent timeout of 60.0 s, before which its timeout of 60.0 s ends it | "
                    + "give a shorter silent timeout, or leave it out",
                "'b' has a silent timeout of -1.0 s | give a positive duration",
                "'c' begins its attempts within 0.0 s | give a positive duration",
                "'d' begins its attempts within 30.0 s, which the first pause of 60.0 s reaches beyond | "
                    + "give a shorter interval, or more time",
            ])
    }

    @Test func `A command's outputs are declared`() {
        let found = mistakes { graph in
            let some = graph.step("some", Loose(outputs: ["table", "plot"]))
            let none = graph.step("none", Loose(outputs: []))
            let right = some.field("table", as: File.self)
            let wrong = some.field("tabel", as: File.self)
            let empty = none.field("x", as: Int.self)
            graph.step("a", Note(text: "\(right) \(Reference<[File]>.all([wrong]))"))
            graph.when(empty > 1) { graph in graph.step("b", Note(text: "")) }
            _ = graph.map("m", over: some.field("items", as: [Int].self)) { item, _ in item }
        }
        let message = "which declares no such output"
        #expect(
            found == [
                "'a' uses the output 'tabel' of 'some', \(message) | it declares table, plot",
                "'b' uses the output 'x' of 'none', \(message) | declare it among the outputs of 'none'",
                "'m' uses the output 'items' of 'some', \(message) | it declares table, plot",
            ])
    }

    @Test func `Declared outputs lie side by side`() {
        let found = mistakes { graph in
            graph.step("twice", Loose(outputs: ["table", "plot", "table"]))
            graph.step("inside", Loose(outputs: ["deep/table.csv", "deep"]))
            graph.step("beside", Loose(outputs: ["deep", "deeper/table.csv", "deep.csv"]))
        }
        #expect(
            found == [
                "'twice' declares the output 'table' twice | declare it once",
                "'inside' declares the output 'deep/table.csv' inside its output 'deep' | write them side by side",
            ])
    }
}
