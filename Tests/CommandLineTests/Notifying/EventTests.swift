import Foundation
import ProgramTesting
import Testing

/// Which runs are told of, and which are not.
struct EventTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    /// Lets messages be added to a file, and returns those that were since this was last asked.
    private func listen(to events: String, _ template: String = "{event}", pipelines: String? = nil) throws {
        let only = pipelines.map { ", \"pipelines\": [\"\($0)\"]" } ?? ""
        try place.notify(
            "{\"name\": \"file\", \"command\": [\"sh\", \"-c\", \"cat >> told\"], \"on\": [\(events)], "
                + "\"template\": \"\(template)\"\(only)}")
    }

    private func takeTold() throws -> [String] {
        guard place.exists("project/registry/told") else { return [] }
        defer { try? place.remove("project/registry/told") }
        return try place.read("project/registry/told").split(separator: "\n").map(String.init)
    }

    @Test func `A recovery is told once, after a failure`() throws {
        try listen(to: "\"failure\", \"recovery\"", "{event} {status} {step}")
        _ = try place.fixture("run", "endings")
        #expect(try takeTold() == [])
        _ = try place.fixture("run", "endings", "--set", "how=failure")
        #expect(try takeTold() == ["failure failed act"])
        _ = try place.fixture("run", "crowd")
        #expect(try takeTold() == [])
        _ = try place.fixture("run", "endings")
        #expect(try takeTold() == ["recovery succeeded "])
        _ = try place.fixture("run", "endings")
        #expect(try takeTold() == [])
    }

    @Test func `A run after one that was lost is a recovery`() throws {
        try listen(to: "\"recovery\"")
        let gate = try Gate(in: place)
        let words = ["run", "gates", "--set", "gate=\(gate.path)"]
        let run = try place.start(.fixture, words)
        _ = try gate.arrival()
        run.send(SIGKILL)
        _ = try run.outcome()
        let again = try place.start(.fixture, words)
        _ = try gate.arrival()
        gate.letThrough()
        #expect(try again.outcome().code == 0)
        #expect(try takeTold() == ["recovery"])
    }

    @Test func `A run that was killed is told of by the next one of any pipeline, and once`() throws {
        try listen(to: "\"failure\"", "{event} of {pipeline} {run}: {status} at {step}: {error}")
        let gate = try Gate(in: place)
        let run = try place.start(.fixture, ["run", "gates", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        run.send(SIGKILL)
        _ = try run.outcome()
        // Whoever looks at the runs marks this one as lost, and tells nobody.
        let runs = try #require(try place.fixture("runs", "--json").json() as? [[String: Any]])
        let lost = try #require(runs.first?["run"] as? String)
        #expect(runs.first?["status"] as? String == "lost")
        #expect(try takeTold() == [])
        #expect(try place.fixture("run", "endings").code == 0)
        let step = try #require(try lostStep(of: lost))
        #expect(
            try takeTold() == [
                "failure of gates \(lost): lost at \(step): its process was gone before it ended: it was killed, or the "
                    + "machine went down"
            ])
        #expect(try place.told() == ["file failure 1 1"])
        _ = try place.fixture("run", "endings")
        #expect(try takeTold() == [])
    }

    private func lostStep(of run: String) throws -> String? {
        let document = try place.fixture("runs", "show", run, "--json").json() as? [String: Any]
        let steps = document?["steps"] as? [[String: Any]]
        return steps?.first { $0["status"] as? String == "lost" }?["name"] as? String
    }

    @Test func `A run that was lost while nobody was to be told is nobody's news later`() throws {
        let gate = try Gate(in: place)
        let run = try place.start(.fixture, ["run", "gates", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        run.send(SIGKILL)
        _ = try run.outcome()
        #expect(try place.fixture("run", "endings").code == 0)
        try listen(to: "\"failure\"")
        #expect(try place.fixture("run", "endings").code == 0)
        #expect(try takeTold() == [])
    }

    @Test func `A message of a lost run that does not arrive is a warning of the run that tells`() throws {
        try place.notify("{\"name\": \"team\", \"command\": [\"false\"], \"on\": [\"failure\"]}")
        let gate = try Gate(in: place)
        let run = try place.start(.fixture, ["run", "gates", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        run.send(SIGKILL)
        _ = try run.outcome()
        let next = try place.fixture("run", "endings")
        #expect(
            next.complaints.plain(in: place)
                == "warning: 'team' could not be told of the lost run RUN: 'false' exited with code 1\n")
        #expect(next.code == 0)
        #expect(try place.told() == ["team failure 0 1"])
    }

    @Test func `A run that was killed while it told of a lost one leaves the message to the next`() throws {
        let gate = try Gate(in: place)
        let lost = try place.start(.fixture, ["run", "gates", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        lost.send(SIGKILL)
        _ = try lost.outcome()
        let telling = try Gate(in: place, named: "telling")
        try place.notify(
            "{\"command\": [\"sh\", \"-c\", \"echo telling > \(telling.path)/arrived; exec sleep 1000\"], "
                + "\"on\": [\"failure\"]}")
        let teller = try place.start(.fixture, ["run", "endings"])
        #expect(try telling.arrival() == ["telling"])
        teller.send(SIGKILL)
        _ = try teller.outcome()
        try listen(to: "\"failure\"", "{pipeline}")
        _ = try place.fixture("run", "crowd")
        // The run that told may have been lost itself, or have ended before it was killed.
        #expect(try takeTold().contains("gates"))
        _ = try place.fixture("run", "crowd")
        #expect(try takeTold() == [])
    }

    @Test func `A run that is cancelled tells nobody, and hides no failure before it`() throws {
        try listen(to: "\"failure\", \"recovery\"")
        let gate = try Gate(in: place)
        #expect(try place.fixture("run", "gates", "--set", "gate=/none").code == 1)
        #expect(try takeTold() == ["failure"])
        let words = ["run", "gates", "--set", "gate=\(gate.path)"]
        let run = try place.start(.fixture, words)
        _ = try gate.arrival()
        run.send(SIGINT)
        #expect(try run.outcome().code == 130)
        #expect(try takeTold() == [])
        let again = try place.start(.fixture, words)
        _ = try gate.arrival()
        gate.letThrough()
        #expect(try again.outcome().code == 0)
        #expect(try takeTold() == ["recovery"])
    }

    @Test func `A model version is told when it is new`() throws {
        try listen(to: "\"new_model_version\"", "{pipeline}: {model}")
        _ = try place.fixture("run", "words")
        #expect(try takeTold() == ["words: words:1"])
        _ = try place.fixture("run", "words")
        _ = try place.fixture("run", "words", "--force", "register")
        #expect(try takeTold() == [])
        _ = try place.fixture("run", "words", "--set", "epochs=20")
        #expect(try takeTold() == ["words: words:2"])
    }

    @Test func `A metric is compared with the last run that succeeded and has it`() throws {
        try listen(
            to: "{\"metric_rose\": \"error\", \"by\": 1}, {\"metric_fell\": \"error\"}, {\"metric_rose\": \"none\"}",
            "{metric}")
        _ = try place.fixture("run", "words", "--set", "epochs=20")
        #expect(try takeTold() == [])
        _ = try place.fixture("run", "words", "--set", "epochs=25")
        #expect(try takeTold() == ["error fell from 5.0 to 4.0"])
        // By 1 is not by more than 1.
        _ = try place.fixture("run", "words", "--set", "epochs=20")
        #expect(try takeTold() == [])
        // This one fails, as the error is not below its bound; the metric is told of none the less.
        #expect(try place.fixture("run", "words", "--set", "epochs=5").code == 1)
        #expect(try takeTold() == ["error rose from 5.0 to 20.0"])
        // Cached values count, and what failed is compared with nothing.
        _ = try place.fixture("run", "words", "--set", "epochs=10")
        #expect(try takeTold() == ["error rose from 5.0 to 10.0"])
        _ = try place.fixture("run", "words", "--set", "epochs=10")
        #expect(try takeTold() == [])
    }

    @Test func `Only runs of the pipelines that were named are told of`() throws {
        try listen(to: "\"failure\"", "{pipeline}", pipelines: "flaky")
        _ = try place.fixture("run", "endings", "--set", "how=failure")
        #expect(try takeTold() == [])
        _ = try place.fixture("run", "flaky", "--set", "journal=\(place.journal)", "--set", "needed=9")
        #expect(try takeTold() == ["flaky"])
    }

    @Test func `A pipeline says itself whom to tell`() throws {
        let telling = ["FIXTURE_TELLING": "1"]
        _ = try place.fixture("run", "telling", "--set", "how=failure", environment: telling)
        _ = try place.fixture("run", "telling", environment: telling)
        #expect(try takeTold() == ["failure of telling: failed", "recovery of telling: succeeded"])
        #expect(
            try place.fixture("notifications", environment: telling).output.narrow == """
                name  channel  events  pipelines  from
                file  command sh -c 'cat >> told'  failure, recovery  telling  pipeline telling

                """)
        let graph = try place.fixture("graph", "telling", "--json", environment: telling).json() as? [String: Any]
        #expect(graph?.keys.contains("notifications") == true)
        let silent = try place.fixture("graph", "words", "--json").json() as? [String: Any]
        #expect(silent?.keys.sorted() == ["maps", "name", "parameters", "steps"])
    }

    @Test func `An interrupt while people are told ends the program at once, and the run stays as it ended`() throws {
        let gate = try Gate(in: place)
        try place.notify(
            "{\"command\": [\"sh\", \"-c\", \"echo telling > \(gate.path)/arrived; exec sleep 1000\"], \"on\": [\"failure\"]}"
        )
        let run = try place.start(.fixture, ["run", "endings", "--set", "how=failure"])
        #expect(try gate.arrival() == ["telling"])
        run.send(SIGINT)
        #expect(try run.outcome().status & 0x7f == SIGINT)
        let runs = try place.fixture("runs", "--json").json() as? [[String: Any]]
        #expect(runs?.first?["status"] as? String == "failed")
    }
}
