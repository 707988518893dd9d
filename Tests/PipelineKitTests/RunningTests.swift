import ContentHash
import PipelineKit
import Synchronization
import Testing

@Suite struct RunningTests {
    private final class Sent: Sendable {
        let events = Mutex<[StepEvent]>([])
        let folders = Mutex<[String]>([])
    }

    private func context(_ sent: Sent) -> StepContext {
        StepContext(
            outputFolder: "/out", workFolder: "/work", programs: ["trainer": "/bin/trainer"],
            makeFolder: { folder in sent.folders.withLock { $0.append(folder) } },
            send: { event in sent.events.withLock { $0.append(event) } })
    }

    @Test func `A step reads its inputs as values once they are known`() async throws {
        let declaration = try Sample { graph in
            let split = graph.step("split", Split(images: .init(Folder(path: "x"))))
            graph.step("train", Train(shards: split.training, epochs: 3))
            graph.step("note", Note(text: "at \(split.training): \(split.count) and \(2.5)"))
        }.declaration()
        let sent = Sent()
        let split = try #require(declaration.body(of: "split"))
        let output = try await split.run(
            ["images": ["$value": ["$artifact": "folder", "path": "/data"]], "share": 0.1], in: context(sent))
        #expect(
            output.text
                == #"{"count":5,"folds":[0,1],"training":{"$artifact":"folder","path":"/out/training"}}"#)
        #expect(sent.folders.withLock { $0 } == ["/out/training"])
        let train = try #require(declaration.body(of: "train"))
        let trained = try await train.run(
            [
                "shards": ["$value": ["$artifact": "folder", "path": "/s", "digest": "00"]], "epochs": ["$value": 3],
                "seed": 7, "words": [],
            ], in: context(sent))
        #expect(trained.text == #"{"error":3.0,"inner":{"deep":1},"isGood":true}"#)
        let inputs = try #require(declaration.graph.step("note")).inputs.replacing { value in
            switch value["$source"] {
            case ["output": "split"]: nil
            case ["field": "count", "of": ["output": "split"]]: ["$value": 5]
            case ["field": "training", "of": ["output": "split"]]:
                ["$value": ["$artifact": "folder", "path": "/s"]]
            default: nil
            }
        }
        let note = try await #require(declaration.body(of: "note")).run(inputs, in: context(sent))
        #expect(note == ["text": "at /s: 5 and 2.5"])
    }

    @Test func `A failing step says its text`() async throws {
        let declaration = try Sample { graph in
            let limit = graph.parameter("limit", default: 0.5)
            graph.step("fail", Fail("0.75 is above \(limit)"))
        }.declaration()
        let inputs = try #require(declaration.graph.step("fail")).inputs.replacing { value in
            value["$source"] == nil ? nil : ["$value": 0.5]
        }
        let error = await #expect(throws: StepFailure.self) {
            _ = try await declaration.body(of: "fail")?.run(inputs, in: context(Sent()))
        }
        #expect(error?.description == "0.75 is above 0.5")
        #expect(error?.kind == .user)
    }

    @Test func `A text names its outputs`() {
        let text: Text = "--out \(output: "model") --log \(output: "log")"
        #expect(text.outputs == ["model", "log"])
        #expect(text.resolved { "/out/\($0)" } == "--out /out/model --log /out/log")
    }

    @Test func `A text is literal where nothing in it is left to find out`() {
        #expect(Text(stringLiteral: "sort").literal == "sort")
        let version = 3
        #expect(("python\(version)" as Text).literal == "python3")
        #expect(("\(Reference<String>("sort"))" as Text).literal == nil)
        #expect(("\(output: "program")" as Text).literal == nil)
    }

    @Test func `An unkeyed input is marked and read as a value`() throws {
        struct Lister: Codable, Sendable {
            @Unkeyed var images: Folder
            init(images: Reference<Folder>) { _images = Unkeyed(images) }
        }
        let encoded = try JSON(encoding: Lister(images: .init(Folder(path: "x"))))
        #expect(
            encoded.text
                == #"{"images":{"$unkeyed":{"$source":{"constant":{"$artifact":"folder","path":"x"}}}}}"#)
        let resolved: JSON = ["images": ["$unkeyed": ["$value": ["$artifact": "folder", "path": "/y"]]]]
        #expect(try resolved.decode(Lister.self).images.path == "/y")
    }

    @Test func `The context tells what the step tells`() throws {
        let sent = Sent()
        let context = context(sent)
        context.log(metric: "loss", 0.5, step: 3)
        context.progress(1, of: 4)
        context.message("hello")
        context.warn("careful")
        #expect(try context.program("trainer") == "/bin/trainer")
        let error = #expect(throws: StepFailure.self) { try context.program("other") }
        #expect(error?.description == "the step did not declare the program 'other'")
        let table: File = try context.output("tables/first.csv")
        #expect(table.path == "/out/tables/first.csv")
        #expect(sent.folders.withLock { $0 } == ["/out/tables"])
        #expect(
            sent.events.withLock { $0 }.map(\.line) == [
                #"{"name":"loss","step":3,"type":"metric","value":0.5}"# + "\n",
                #"{"done":1.0,"of":4.0,"type":"progress"}"# + "\n", #"{"text":"hello","type":"message"}"# + "\n",
                #"{"text":"careful","type":"warning"}"# + "\n",
            ])
    }

    @Test func `Events are read back from their lines, and other lines are none`() {
        let events: [StepEvent] = [
            .metric(name: "a", value: 1, step: nil), .progress(done: 1, of: 2), .message("x\ny"), .warning(""),
            .registration(ModelRegistration(group: "g", model: "/m", evaluation: nil, metrics: ["accuracy": 0.9])),
            .registration(
                ModelRegistration(group: "g", model: "/m", evaluation: nil, metrics: [:], alias: "champion")),
        ]
        for event in events { #expect(StepEvent(line: event.line.utf8) == event) }
        #expect(
            StepEvent(line: #"{"type":"metric","name":"loss","value":1}"#.utf8)
                == .metric(name: "loss", value: 1, step: nil))
        #expect(
            StepEvent(line: #"{"type":"registration","model":{"group":"g","model":"/m","metrics":{}}}"#.utf8)
                == .registration(ModelRegistration(group: "g", model: "/m", evaluation: nil, metrics: [:])))
        for line in ["", "epoch 1", "{}", #"{"type":"other"}"#, #"{"type":"metric","name":"loss"}"#] {
            #expect(StepEvent(line: line.utf8) == nil)
        }
    }

    @Test func `Pauses grow to the cap and shrink by the jitter`() {
        let policy = RetryPolicy(attempts: 9, interval: .seconds(2), backoff: 3, cap: .seconds(30), jitter: 0.5)
        #expect((1...5).map { policy.pause(after: $0, random: 0) } == [2, 6, 18, 30, 30])
        #expect(policy.pause(after: 2, random: 1) == 3)
        #expect(policy.pause(after: 1000, random: 0.5) == 22.5)
        #expect(RetryPolicy.none.attempts == 1)
    }

    @Test func `An attempt begins within its time, or not at all`() {
        let policy = RetryPolicy(attempts: 9, interval: .seconds(10), jitter: 1, within: .seconds(60))
        #expect(!policy.isOver(after: 1, seconds: 50))
        #expect(policy.isOver(after: 1, seconds: 50.1))
        #expect(policy.isOver(after: 2, seconds: 50), "the second pause is longer")
        #expect(!RetryPolicy(attempts: 9).isOver(after: 8, seconds: 1e9))
    }

    @Test func `Who retries timeouts retries silent ones too, and not the other way round`() {
        #expect(RetryPolicy(on: [.timeout], attempts: 2).covers(.silentTimeout))
        #expect(!RetryPolicy(on: [.silentTimeout], attempts: 2).covers(.timeout))
        #expect(RetryPolicy(attempts: 2).covers(.silentTimeout))
        #expect(!RetryPolicy(on: [.exitCode], attempts: 2).covers(.silentTimeout))
        #expect(!RetryPolicy(attempts: 2).covers(.deadline))
    }

    @Test func `Cache policies are read back, and an unknown one is refused`() throws {
        for policy: CachePolicy in [.always, .never, .expires(after: .seconds(90))] {
            #expect(try JSON(encoding: policy).decode(CachePolicy.self) == policy)
        }
        #expect(throws: DecodingError.self) { try JSON.object(["policy": "sometimes"]).decode(CachePolicy.self) }
    }

    @Test func `Artifacts inside a value are named by the fields that lead to them`() {
        let value: JSON = [
            "b": ["$artifact": "file", "path": "/b"], "a": [1, ["c": ["$artifact": "folder", "digest": "00"]]],
        ]
        #expect(value.artifacts.map(\.name) == ["a.1.c", "b"])
        #expect(value.artifacts.map(\.artifact.form) == [.folder, .file])
        #expect(value.artifacts.map(\.artifact.path) == [nil, "/b"])
    }
}
