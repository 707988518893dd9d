import ContentHash
import Execution
import Registry
import Testing

/// Which runs a filter finds, in which order.
@Suite struct RunFilterTests {
    /// Four runs: `r1` and `r2` trained, `r3` is `r2` from the cache, `r4` failed before it measured anything.
    private let registry: Registry
    private let fixture: Fixture

    init() async throws {
        let fixture = try Fixture()
        self.fixture = fixture
        let registry = fixture.registry
        self.registry = registry
        func train(_ run: String, epochs: Int, accuracy: Double, at time: Double, commit: String) async throws {
            let parameters: [String: JSON] = ["epochs": .int(Int64(epochs)), "optimizer": "adam", "lr": 0.5]
            try await registry.begin(run, parameters: parameters, at: time)
            try await registry.add(["git.commit": commit, "git.dirty": "no"], to: RunID(run))
            let key = ActionKey.of(epochs: epochs)
            let metrics = [
                MetricRecord(name: "loss", value: 2, step: 0, time: time),
                MetricRecord(name: "loss", value: 1 / Double(epochs), step: 1, time: time),
                MetricRecord(name: "accuracy", value: accuracy, step: nil, time: time),
                MetricRecord(name: "lr", value: 0.1, step: nil, time: time),
            ]
            try await registry.succeed(.train, key: key, .of(key, metrics: metrics), at: time, in: run)
            try await registry.finish(RunID(run), .succeeded, seconds: Double(epochs) * 30, time: time + 1)
        }
        // 1793491200 is the first of November 2026.
        try await train("r1", epochs: 3, accuracy: 0.97, at: 1_793_491_100, commit: "aaaa")
        try await train("r2", epochs: 10, accuracy: 0.99, at: 1_793_491_200, commit: "bbbb")
        try await registry.begin("r3", parameters: ["epochs": 10], at: 1_793_500_000)
        let key = ActionKey.of(epochs: 10)
        try await registry.note([.of(.train, .cached, key: key, at: 1_793_500_001)], in: RunID("r3"))
        try await registry.finish(RunID("r3"), .succeeded, seconds: 0.1, time: 1_793_500_002)
        try await registry.begin("r4", of: "other", parameters: ["title": "Plain text"], at: 1_793_600_000)
        try await registry.finish(RunID("r4"), .failed, seconds: 2, time: 1_793_600_002)
    }

    private func found(_ filter: String?, sort order: String? = nil, limit: Int = 20) async throws -> String {
        try await registry.runs(matching: RunQuery(filter: filter, order: order, limit: limit))
            .rows.map(\.run.id.text).joined(separator: " ")
    }

    @Test(arguments: [
        ("accuracy > 0.98", "r3 r2"), ("accuracy > 0.98 and pipeline = road_sign", "r3 r2"),
        ("accuracy <= 0.97", "r1"), ("train.accuracy = 0.99", "r3 r2"), ("loss = 0.1", "r3 r2"),
        ("epochs = 3 or status = failed", "r4 r1"), ("param.epochs >= 10", "r3 r2"),
        ("optimizer = adam", "r2 r1"), ("optimizer != adam", ""), ("title ~ PLAIN", "r4"),
        ("title = 'Plain text'", "r4"),
        ("not status = succeeded", "r4"), ("status != succeeded", "r4"), ("status == lost", ""),
        ("started >= 2026-11-01 and started < 2026-11-02", "r3 r2"), ("started = 2026-11-01", "r3 r2"),
        ("started != 2026-11-01", "r4 r1"), ("started < 2026-11-01", "r1"), ("started < 2026-11-01T00:00:00Z", "r1"),
        ("started = '2026-11-01 01:00+01:00'", "r2"), ("started > 2026-10-31T23:58", "r4 r3 r2 r1"),
        ("seconds > 1m30s", "r2"), ("seconds >= 90", "r2 r1"), ("seconds < 500ms", "r3"),
        ("git.commit = bbbb", "r2"), ("git.commit ~ AA", "r1"), ("id > r2", "r4 r3"), ("pinned = no", "r4 r3 r2 r1"),
        ("pipeline = other or pipeline = road_sign and accuracy < 0.98", "r4 r1"),
        ("(pipeline = other or pipeline = road_sign) and accuracy < 0.98", "r1"),
        ("NOT (pipeline = other OR epochs=3)", "r3 r2"), ("param.lr = 0.5", "r2 r1"), ("train.lr = 0.1", "r3 r2 r1"),
    ])
    func `A filter finds the runs for which it holds`(filter: String, runs: String) async throws {
        #expect(try await found(filter) == runs)
    }

    @Test(arguments: [
        "accuracy > 0.5", "not accuracy > 0.5", "accuracy != 0.5", "not (accuracy = 0.5 or epochs = 77)",
    ])
    func `A run without the value does not match, whatever is asked of it`(filter: String) async throws {
        #expect(try await !found(filter).contains("r4"))
    }

    @Test func `What is known decides where it can`() async throws {
        #expect(try await found("status = failed or accuracy > 2") == "r4")
        #expect(try await found("not (status = succeeded and accuracy > 2)") == "r4 r3 r2 r1")
    }

    @Test(arguments: [
        ("accuracy", "r1 r3 r2 r4"), ("-accuracy", "r3 r2 r1 r4"), ("-seconds", "r2 r1 r4 r3"),
        ("started", "r1 r2 r3 r4"),
        ("-pipeline", "r3 r2 r1 r4"), ("param.epochs", "r1 r3 r2 r4"),
    ])
    func `Runs are sorted by any name, those without the value last`(order: String, runs: String) async throws {
        #expect(try await found(nil, sort: order) == runs)
    }

    @Test func `A list has the values of what was named, each once`() async throws {
        let query = RunQuery(filter: "accuracy > 0.98 and epochs = 10 and accuracy < 1", order: "-loss", limit: 1)
        let found = try await registry.runs(matching: query)
        #expect(found.fields.map(\.name) == ["accuracy", "epochs", "loss"])
        #expect(found.rows.map(\.run.id.text) == ["r3"])
        #expect(found.rows.first?.values == [.number(0.99), .number(10), .number(0.1)])
    }

    @Test func `A run that a schedule asked for is found by its name`() async throws {
        try fixture.change(
            "INSERT INTO schedule_firing (schedule, due, decision, run, time) VALUES ('nightly', 1, 'started', 'r2', 2)"
        )
        #expect(try await found("schedule = nightly") == "r2")
        #expect(try await found("schedule != nightly") == "")
    }

    @Test func `A pinned run is found as one`() async throws {
        try await registry.pin(RunID("r2"), reason: "the paper")
        #expect(try await found("pinned = yes") == "r2")
        #expect(try await registry.run("r2").pinned == "the paper")
        try await registry.unpin(RunID("r2"))
        #expect(try await found("pinned = yes") == "")
        #expect(try await registry.run("r2").pinned == nil)
        #expect(
            await message { try await registry.pin(RunID("r9"), reason: "") } == "there is no run 'r9'")
    }

    @Test func `A value that is not a number is neither above nor below`() async throws {
        let key = ActionKey.of(epochs: 77)
        try await registry.begin("r5", at: 1_793_700_000)
        let metrics = [MetricRecord(name: "accuracy", value: .nan, step: nil, time: 1)]
        try await registry.succeed(.train, key: key, .of(key, metrics: metrics), at: 1_793_700_000, in: "r5")
        #expect(try await found("accuracy > 0 or accuracy <= 0") == "r3 r2 r1")
        #expect(try await found("accuracy != 0.5") == "r5 r3 r2 r1")
        #expect(try await found(nil, sort: "accuracy") == "r1 r3 r2 r5 r4")
    }

    @Test(arguments: [
        ("accurcy > 1", "no run has a 'accurcy'; did you mean 'accuracy'?", "^^^^^^^"),
        (
            "zzz = 1",
            "no run has a 'zzz'; there are the fields id, pipeline, status, started, seconds, schedule, pinned, "
                + "the metrics accuracy, loss, lr, the parameters epochs, lr, optimizer, title", "^^^"
        ),
        ("lr > 1", "'lr' is a metric and a parameter; write 'train.lr' or 'param.lr'", "^^"),
        ("accuracy", "after 'accuracy' =, !=, <, <=, >, >= or ~ is missing", "        ^"),
        ("accuracy 3", "expected =, !=, <, <=, >, >= or ~ after 'accuracy'", "         ^"),
        ("accuracy >", "the filter ends where a value is expected", "          ^"),
        ("accuracy > )", "expected a value here", "           ^"),
        ("accuracy > high", "'accuracy' is compared with a number, not 'high'", "           ^^^^"),
        ("accuracy ~ 1", "'~' compares texts, and 'accuracy' is none", "           ^"),
        ("epochs = 3 loss = 1", "expected 'and' or 'or' here", "           ^^^^"),
        ("epochs = 3 and", "the filter ends where a name is expected, such as 'pipeline'", "              ^"),
        ("epochs = 3 and or", "expected a name here, such as 'pipeline'", "               ^^"),
        ("(epochs = 3", "this '(' is never closed", "^"), ("epochs = 3)", "this ')' closes nothing", "          ^"),
        ("(epochs = 3 4", "expected 'and', 'or' or ')' here", "            ^"),
        ("title = 'x", "this quote is never closed", "        ^"),
        ("epochs ! 3", "'!' stands before '=' only; for the opposite write 'not'", "       ^"),
        (
            "status = succeded",
            "'status' is running, succeeded, failed, cancelled or lost, not 'succeded'; did you mean 'succeeded'?",
            "         ^^^^^^^^"
        ),
        ("pinned = maybe", "'pinned' is yes or no, not 'maybe'", "         ^^^^^"),
        (
            "started > 2026-02-29",
            "'started' is compared with a date such as 2026-11-01 or 2026-11-01T08:30, in UTC, not "
                + "'2026-02-29'", "          ^^^^^^^^^^"
        ),
        (
            "seconds > 2x", "'seconds' is compared with a length of time such as 90, 45s or 1h30m, not '2x'",
            "          ^^"
        ),
    ])
    func `A mistake is told with its place`(filter: String, mistake: String, carets: String) async throws {
        #expect(await message { try await found(filter) } == "\(mistake)\n  \(filter)\n  \(carets)")
    }

    @Test func `An empty filter, one too deep and a wrong order are mistakes, too`() async throws {
        #expect(await message { try await found(" ") } == "the filter is empty")
        let deep = String(repeating: "(", count: 5000)
        #expect(await message { try await found(deep) }.hasPrefix("the filter is nested too deeply\n"))
        let long = Array(repeating: "accuracy > 2", count: 500).joined(separator: " or ")
        #expect(try await found(long) == "")
        #expect(
            await message { try await found(long + " or x") }
                .hasPrefix("the filter has more than 500 comparisons\n  accuracy > 2 or "))
        #expect(
            await message { try await found(nil, sort: "-acuracy") }
                == "no run has a 'acuracy'; did you mean 'accuracy'?\n  -acuracy\n   ^^^^^^^")
    }

    @Test func `A value is never taken for SQL`() async throws {
        #expect(try await found("title = \"'; DROP TABLE run; --\"") == "")
        #expect(try await found("status = failed") == "r4")
    }
}
