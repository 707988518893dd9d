import ContentHash
import PipelineKit
import Testing

@testable import Execution

@Suite struct ActionKeyTests {
    private func components(_ body: @escaping @Sendable (inout GraphBuilder) -> Void, _ inputs: String)
        throws -> [String]
    {
        let step = try #require(try Sample(body).graph().steps.last)
        let maker = KeyMaker(
            step: step, inputs: try JSON(parsing: inputs), code: "c0de", environment: ["LANG": "C", "HOME": nil],
            scripts: ["a.py": "5c"], programs: ["trainer": "9a"], platform: "x86_64")
        return maker.key.components.map { "\($0.tag.rawValue) \($0.name) (\($0.label)): \($0.value)" }
    }

    @Test func `The key of a list of components is pinned`() {
        let key = ActionKey([
            KeyComponent(.kind, "step", value: "A.Train"), KeyComponent(.input, "epochs", label: "n", value: "10"),
        ])
        #expect(key.components.map(\.tag) == [.input, .kind])
        #expect(key.digest.hex == "0344fda842e81a5dd4873e94c1a42fe823431f2ee3ce252dcc683287e8d6a77e")
    }

    @Test func `The order of components and their labels do not count, everything else does`() {
        let base = [KeyComponent(.input, "a", value: "1"), KeyComponent(.input, "b", value: "2")]
        let key = ActionKey(base).digest
        #expect(ActionKey(base.reversed()).digest == key)
        #expect(ActionKey([KeyComponent(.input, "a", label: "x", value: "1"), base[1]]).digest == key)
        let others: [[KeyComponent]] = [
            [], [base[0]], [KeyComponent(.environment, "a", value: "1"), base[1]],
            [KeyComponent(.input, "c", value: "1"), base[1]], [KeyComponent(.input, "a", value: "3"), base[1]],
            [KeyComponent(.input, "a", value: "2"), KeyComponent(.input, "b", value: "1")],
            [KeyComponent(.input, "a", value: "1b"), KeyComponent(.input, "", value: "2")],
        ]
        #expect(Set(others.map { ActionKey($0).digest } + [key]).count == others.count + 1)
    }

    @Test func `Every property is a component, by the name that the author knows`() throws {
        let found = try components(
            { graph in
                let epochs = graph.parameter("epochs", default: 3)
                let split = graph.step("split", Work())
                graph.step("a", Work(Reference<[JSON]>.all([epochs.erased, split.value.erased]).erased))
            }, #"{"input":{"$value":[3,1]},"seed":0}"#)
        #expect(
            found == [
                "code ExecutionTests.Work (ExecutionTests.Work): c0de", "environment HOME (HOME): null",
                "environment LANG (LANG): \"C\"", #"input input ([epochs, split.value]): {"$value":[3,1]}"#,
                "input seed (seed): 0", "kind step (step): ExecutionTests.Work", "program trainer (trainer): 9a",
                "script a.py (a.py): 5c",
            ])
    }

    @Test func `An artifact counts by its content and not by its place`() throws {
        let value =
            #"{"input":{"$value":{"$artifact":"folder","digest":"\#(SHA256.digest(of: "x").hex)","path":"/a"}}}"#
        let moved = try JSON(parsing: value.split(separator: "/a").joined(separator: "/b"))
        let keyed = KeyMaker.keyed(try JSON(parsing: value))
        #expect(keyed == KeyMaker.keyed(moved))
        #expect(!keyed.text.contains("path"))
    }

    @Test func `An unkeyed input does not count`() throws {
        let left: JSON = ["images": ["$unkeyed": ["$value": ["$artifact": "folder", "path": "/a"]]], "n": 1]
        let right: JSON = ["images": ["$unkeyed": ["$value": 7]], "n": 1]
        #expect(KeyMaker.keyed(left) == KeyMaker.keyed(right))
        #expect(KeyMaker.keyed(left).text == #"{"images":{"$unkeyed":true},"n":1}"#)
    }

    @Test func `A step that is no object counts as a whole`() throws {
        let found = try components({ graph in graph.step("a", Work()) }, #""mode""#)
        #expect(found.contains(#"input  (): "mode""#))
    }

    @Test func `The salt and the platform count where they are asked for`() throws {
        let found = try components(
            { graph in
                graph.step(
                    "a", Bare(images: .init(Folder(path: "x")), needs: StepNeeds(platform: true)), salt: "2")
            }, "{}")
        #expect(
            found.suffix(3)
                == [
                    "platform platform (platform): x86_64", "program trainer (trainer): 9a",
                    "salt salt (salt): 2", "script a.py (a.py): 5c",
                ].suffix(3))
        #expect(found.contains("platform platform (platform): x86_64"))
    }

    @Test func `Runs are named so that their order is that of time`() {
        #expect(RunID(milliseconds: 1_790_000_000_000, random: 7).text.count == 12)
        let ids = [0, 1, 999, 1_790_000_000_000, 1_790_000_000_001].map { RunID(milliseconds: $0, random: 0x7fff) }
        #expect(ids == ids.sorted())
        #expect(RunID(milliseconds: 5, random: 1) != RunID(milliseconds: 5, random: 2))
        #expect(StepInstance("a", [2, 1]).description == "a[2][1]")
        #expect(
            [StepInstance("b"), StepInstance("a", [10]), StepInstance("a", [9])].sorted().map(\.description)
                == ["a[9]", "a[10]", "b"])
    }
}
