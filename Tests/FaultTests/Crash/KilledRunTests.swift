import Foundation
import ProgramTesting
import Testing

/// Runs that are killed at a certain point: what is left, and what the next command makes of it.
struct KilledRunTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    /// Runs `words` and kills the program where it gets to a point for the n-th time.
    private func killRun(at point: String, _ occurrence: Int = 1) throws {
        let run = try place.run(
            .fixture, ["run", "words", "--quiet", "--jobs", "1", "--set", "journal=\(place.journal)"],
            environment: ["PIPELINE_SYNC_POINT": "kill \(point) \(occurrence)"])
        try #require(run.status & 0x7f == SIGKILL, "\(run)")
    }

    private func statuses() throws -> [String] {
        let runs = try place.fixture("runs", "list", "--json").json() as? [[String: Any]]
        return try #require(runs).compactMap { $0["status"] as? String }
    }

    private func objects() throws -> [String] { try place.files(below: "project/artifacts/objects") }

    /// Nothing is wrong, and nothing says that it runs.
    private func expectHealth() throws {
        let doctor = try place.fixture("doctor")
        #expect(doctor.code == 0, "\(doctor)")
        #expect(!(try statuses().contains("running")))
    }

    private static let everything = ["split", "count training", "count test", "train", "evaluate", "register"]

    @Test func `A run that is killed before its process starts is lost, and the step runs when it is asked for again`()
        throws
    {
        try killRun(at: "attempt-recorded")
        #expect(try place.takeJournal() == [])
        #expect(try statuses() == ["lost"])
        let show = try place.fixture("runs", "show", "last", "--json").json() as? [String: Any]
        let steps = try #require(show?["steps"] as? [[String: Any]])
        #expect(steps.compactMap { $0["status"] as? String } == ["lost"])
        let run = try place.runPipeline("words", options: ["--jobs", "1"])
        #expect(run.steps("succeeded").count == 6)
        #expect(try Set(place.takeJournal()) == Set(Self.everything))
        try expectHealth()
    }

    @Test func `What a killed run's step made and did not hand over stays in its own folder, and is made again`() throws
    {
        try killRun(at: "child-ended")
        #expect(try place.takeJournal() == ["split"])
        #expect(try objects() == [])
        let staging = try place.files(below: "project/artifacts/staging")
        #expect(staging.contains { $0.hasSuffix("/outputs/training.txt") }, "\(staging)")
        #expect(try place.askRegistry("SELECT count(*) FROM result") == ["0"])
        let run = try place.runPipeline("words", options: ["--jobs", "1"])
        #expect(run.steps("succeeded").count == 6)
        #expect(try Set(place.takeJournal()) == Set(Self.everything))
        #expect(try place.files(below: "project/artifacts/staging") == [])
        try expectHealth()
    }

    @Test func `Objects of a killed run that no result refers to are hit by nobody, and collected`() throws {
        try killRun(at: "outputs-stored")
        #expect(try place.takeJournal() == ["split"])
        #expect(try objects().count == 2)
        // The work of then is asked for no more: the texts are others.
        try place.write("red\n", to: "project/data/texts/training/one.txt")
        try place.write("red\n", to: "project/data/texts/test/three.txt")
        let run = try place.runPipeline("words", options: ["--jobs", "1"])
        #expect(run.steps("succeeded").count == 6)
        let orphans = try objects().count
        try expectHealth()
        // A run may be about to refer to a young object.
        let soon = try place.fixture("cache", "gc").output.narrow
        #expect(soon.contains("\nkilled  1 staging folder  ") && !soon.contains("unreferenced"), "\(soon)")
        #expect(try objects().count == orphans)
        let later = Int(Date().timeIntervalSince1970) + 7200
        let gc = try place.fixture("cache", "gc", environment: ["PIPELINE_TEST_CLOCK": "\(later)"])
        #expect(gc.output.narrow.contains("unreferenced  2 objects  "), "\(gc)")
        #expect(try objects().count == orphans - 2)
        #expect(try place.runPipeline("words").steps("cached").count == 6)
        try expectHealth()
    }

    @Test func `What a killed process was writing is no object or record, and is collected`() throws {
        let list = "\(place.path)/places"
        let run = try place.run(
            .fixture, ["run", "words", "--jobs", "1"], environment: ["PIPELINE_SYNC_POINT": "list \(list)"])
        try #require(run.code == 0, "\(run)")
        let changes = try place.read("places").split(separator: "\n").filter { $0.hasPrefix("file-change ") }
        let index = try #require(changes.firstIndex { $0.contains("rename ") && $0.contains("/manifests/") })
        let other = try Workplace()
        let killed = try other.run(
            .fixture, ["run", "words", "--jobs", "1"],
            environment: ["PIPELINE_SYNC_POINT": "kill file-change \(index + 1)"])
        #expect(killed.code == nil)
        #expect(try other.files(below: "project/artifacts/manifests").count == 1)
        let gc = try other.fixture("cache", "gc").output.narrow
        #expect(gc.contains("\nunwritten  1 file  "), "\(gc)")
        #expect(try other.files(below: "project/artifacts/manifests") == [])
        #expect(try other.fixture("cache", "gc").output == "nothing to remove\n")
        #expect(try place.fixture("cache", "gc").output == "nothing to remove\n")
    }

    @Test func `The same work after a kill between its objects and its result is done again, and not taken for done`()
        throws
    {
        try killRun(at: "outputs-stored")
        let before = try objects()
        let run = try place.runPipeline("words", options: ["--jobs", "1"])
        #expect(run.steps("succeeded").count == 6)
        #expect(try place.takeJournal().filter { $0 == "split" }.count == 2)
        #expect(try Set(before).isSubset(of: objects()))
        #expect(try place.fixture("cache", "verify").code == 0)
        try expectHealth()
    }

    @Test(arguments: [("result-recorded", 6), ("steps-ended", 1), ("run-ended", 1)])
    func `Results that are recorded outlive their run`(_ point: String, _ occurrence: Int) throws {
        try killRun(at: point, occurrence)
        #expect(try Set(place.takeJournal()) == Set(Self.everything))
        #expect(try statuses() == [point == "run-ended" ? "succeeded" : "lost"])
        let run = try place.runPipeline("words")
        #expect(run.steps("cached").count == 6)
        #expect(run.model == RunDocument.Model(group: "words", version: 1))
        #expect(try place.takeJournal() == [])
        try expectHealth()
    }

    @Test func `A step that a signal ends is told from one that fails, and tried again where the policy says so`()
        throws
    {
        let gate = try Gate(in: place)
        let words = ["run", "retried", "--json", "--set", "journal=\(place.journal)", "--set"]
        let run = try place.start(.fixture, words + ["gate=\(gate.path)"])
        let pid = try #require(try gate.arrival().last.flatMap { Int32($0) })
        #expect(getpgid(pid) == pid)
        #expect(kill(-pid, SIGKILL) == 0)
        _ = try gate.arrival()
        gate.letThrough()
        let document = try RunDocument(run.outcome())
        #expect(document.states == ["wait succeeded"])
        #expect(document.steps.first?.attempts == 2)
        let failures = try place.askRegistry(
            "SELECT number, status, failure, message FROM attempt ORDER BY number")
        #expect(failures == ["1|failed|signal|it was killed by signal 9 (KILL)", "2|succeeded|None|"])
        let failed = try RunDocument(try place.run(.fixture, words + ["gate=\(place.path)/nowhere"]))
        #expect(failed.states == ["wait failed"])
        #expect(failed.steps.first?.attempts == 1)
        let kinds = try place.askRegistry("SELECT failure FROM attempt WHERE run = '\(failed.run)'")
        #expect(kinds == ["exit_code"])
    }
}
