import ContentHash
import PipelineKit
import Testing

@Suite struct DeclaringTests {
    private let pipeline = Sample { graph in
        let images = graph.parameter("images", default: Folder(path: "data/sample"), help: "Where the images are.")
        let epochs = graph.parameter("epochs", default: 10, in: 1...1000)
        let maximum = graph.parameter("max_error", default: 12.0)
        let split = graph.step("split", Split(images: images))
        let train = graph.step(
            "train", Train(shards: split.training, epochs: epochs), resources: .init(cpus: 2, memory: .gigabytes(4)),
            retry: RetryPolicy(attempts: 3), timeout: .seconds(90), silentTimeout: .seconds(30),
            cache: .expires(after: .seconds(60)), salt: "2")
        graph.when(train.error <= maximum) { graph in
            graph.step("keep", Note(text: "kept"), dependsOn: [split])
        } otherwise: { graph in
            graph.step("reject", Fail("error \(train.error) is above \(maximum)"))
        }
    }

    @Test func `A pipeline is declared with its parameters, steps and branches`() throws {
        let graph = try pipeline.graph()
        #expect(graph.name == "sample")
        #expect(graph.parameters.map(\.name) == ["images", "epochs", "max_error"])
        #expect(graph.parameters.map(\.type) == [.folder, .int, .double])
        #expect(
            graph.parameters.map(\.defaultValue.text) == [
                #"{"$artifact":"folder","path":"data/sample"}"#, "10", "12.0",
            ])
        #expect(graph.steps.map(\.name) == ["split", "train", "keep", "reject"])
        #expect(
            graph.steps.map(\.kind) == [
                "PipelineKitTests.Split", "PipelineKitTests.Train", "PipelineKitTests.Note", "PipelineKit.Fail",
            ])
        #expect(
            graph.steps.map { $0.guards.map(\.description) } == [
                [], [], ["train.error <= max_error"], ["not train.error <= max_error"],
            ])
        #expect(graph.steps.map { $0.needs.sorted() } == [[], ["split"], ["split", "train"], ["train"]])
        let train = try #require(graph.step("train"))
        #expect(train.options.resources == Resources(cpus: 2, memory: .bytes(4_000_000_000)))
        #expect(train.options.timeout == 90)
        #expect(train.options.silentTimeout == 30)
        #expect(train.options.cache == .expires(after: .seconds(60)))
        #expect(train.options.salt == "2")
        #expect(train.location.fileID == "PipelineKitTests/DeclaringTests.swift")
    }

    @Test func `A step is written with its references as sources`() throws {
        let train = try #require(try pipeline.graph().step("train"))
        #expect(
            train.inputs.text == """
                {"epochs":{"$source":{"parameter":"epochs"}},"seed":7,\
                "shards":{"$source":{"field":"training","of":{"output":"split"}}},"words":[]}
                """)
        #expect(train.sources == [.field("training", of: .output(of: "split")), .parameter("epochs")])
    }

    @Test func `A list of known values is known itself`() {
        #expect(Reference<[Int]>.all([1, 2]).wrappedValue == [1, 2])
        #expect(Reference<[Int]>.all([]).wrappedValue == [])
    }

    @Test func `A known value is written as a constant, and a set in one order`() throws {
        let graph = try Sample { graph in
            graph.step("train", Train(shards: .init(Shards(path: "/x")), epochs: 3, words: ["c", "b", "a"]))
        }.graph()
        #expect(
            graph.steps[0].inputs.text == """
                {"epochs":{"$source":{"constant":3}},"seed":7,\
                "shards":{"$source":{"constant":{"$artifact":"folder","path":"/x"}}},"words":["a","b","c"]}
                """)
    }

    @Test func `Fields of fields, optional fields and lists can be wired`() throws {
        let graph = try Sample { graph in
            let split = graph.step("split", Split(images: .init(Folder(path: "x"))))
            let train = graph.step("train", Train(shards: split.training, epochs: split.count))
            let list = Reference<[Int]>.all([train.inner.deep, split.count, 3])
            graph.step("note", Note(text: "\(train.maybe) \(list) \(train.field("other", as: Int.self))"))
        }.graph()
        #expect(
            graph.steps[2].sources.map(\.description) == [
                "train.maybe", "[train.inner.deep, split.count, 3]", "train.other",
            ])
    }

    @Test func `A graph is read back from its text`() throws {
        let graph = try pipeline.graph()
        let text = try JSON(encoding: graph).text
        let again = try JSON(parsing: text).decode(Graph.self)
        #expect(try JSON(encoding: again).text == text)
        #expect(try JSON(encoding: pipeline.graph()).text == text)
    }

    @Test func `Steps are inside the maps and branches that they are declared in`() throws {
        let graph = try Sample { graph in
            let split = graph.step("split", Split(images: .init(Folder(path: "x"))))
            let errors = graph.map("outer", over: split.folds) { fold, graph in
                let train = graph.step("train", Train(shards: split.training, epochs: fold))
                graph.when(train.isGood == true && train.error < 1) { graph in
                    graph.step("good", Note(text: "\(fold)"))
                }
                return graph.map("inner", over: .init([1, 2])) { item, graph in
                    graph.step("deep", Train(shards: split.training, epochs: item)).error
                }
            }
            graph.step("note", Note(text: "\(errors)"))
        }.graph()
        #expect(graph.steps.map(\.maps) == [[], ["outer"], ["outer"], ["outer", "inner"], []])
        #expect(graph.maps.map(\.name) == ["outer", "inner"])
        #expect(graph.maps.map(\.maps) == [[], ["outer"]])
        #expect(graph.maps.map(\.items.description) == ["split.folds", "[1,2]"])
        #expect(graph.steps[2].guards.map(\.description) == ["(train.isGood == true) and (train.error < 1)"])
        #expect(graph.steps[4].sources.map(\.description) == ["deep.error[*][*]"])
        #expect(graph.steps[4].needs.sorted() == ["deep", "inner", "outer"])
        #expect(graph.maps[1].needs == ["outer"])
    }

    @Test func `Conditions are joined and negated`() throws {
        let graph = try Sample { graph in
            let train = graph.step("train", Train(shards: .init(Shards(path: "x")), epochs: 1))
            graph.when(!(Condition(train.isGood) || train.error > 2.5) && train.inner.deep != 3) { graph in
                graph.step("a", Note(text: ""))
            }
        }.graph()
        let condition = try #require(graph.steps[1].guards.first)
        #expect(condition.description == "(not ((train.isGood) or (train.error > 2.5))) and (train.inner.deep != 3)")
        #expect(
            condition.sources.map(\.description) == [
                "train.isGood", "train.error", "2.5", "train.inner.deep", "3",
            ])
        #expect(try JSON(encoding: condition).decode(Condition.self) == condition)
    }

    @Test func `A step inside a function has the same kind in every build`() {
        struct Local: Step {
            struct Output: Codable, Sendable {}
            func run(in context: StepContext) async throws -> Output { Output() }
        }
        #expect(Local.kind == "PipelineKitTests.DeclaringTests.Local" || Local.kind == "PipelineKitTests.Local")
        #expect(!Local.kind.contains("0x") && !Local.kind.contains("$"))
    }

    @Test func `Using a value that is not known yet stops the program`() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Sample { graph in
                let split = graph.step("split", Split(images: .init(Folder(path: "x"))))
                _ = split.count.wrappedValue
            }.graph()
        }
        #expect(stderr(result).contains("'split.count' has no value yet; use it in the step's run(in:)"))
    }

    @Test func `Wiring a computed property stops the program`() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Sample { graph in
                let split = graph.step("split", Split(images: .init(Folder(path: "x"))))
                _ = split.half
            }.graph()
        }
        #expect(stderr(result).contains("only a stored property of Output can be wired to a step"))
    }

    private func stderr(_ result: ExitTest.Result?) -> String {
        String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    }
}
