import Foundation
import ProgramTesting
import Testing

/// Processes of a step whose run is killed: none goes on for long, and none beside another at the same work.
struct RemainsTests {
    let place: Workplace
    let gate: Gate

    init() throws {
        place = try Workplace()
        gate = try Gate(in: place)
    }

    /// Starts a step with two processes of its own, kills its run, and returns their numbers.
    private func killLingering(home: String? = nil) throws -> [Int32] {
        let run = try place.start(
            .fixture, ["run", "lingering", "--set", "gate=\(gate.path)"],
            environment: home.map { ["PIPELINE_HOME": $0] } ?? [:])
        let processes = try gate.arrival().compactMap { Int32($0) }
        try #require(processes.count == 2)
        run.send(SIGKILL)
        #expect(try run.outcome().code == nil)
        #expect(processes.allSatisfy(runs))
        return processes
    }

    /// Whether a process is there and is no zombie, which only waits for a parent to look at it.
    private func runs(_ pid: Int32) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
        return !status.contains(") Z ")
    }

    @Test func `The process of a step ends with the run that started it`() throws {
        let run = try place.start(
            .fixture, ["run", "gates", "--set", "gate=\(gate.path)", "--set", "journal=\(place.journal)"],
            environment: ["PIPELINE_SYNC_POINT": "wait child-spawned 1 \(gate.path)"])
        let arrivals = [try gate.arrival(), try gate.arrival()]
        let step = try #require(arrivals.first { $0.count == 2 }?.last.flatMap { Int32($0) })
        let file = open("/proc/\(step)/stat", O_RDONLY)
        defer { close(file) }
        // Not even the registry knows the process by now.
        #expect(try place.askRegistry("SELECT count(*) FROM attempt WHERE process IS NOT NULL") == ["0"])
        run.send(SIGKILL)
        #expect(try run.outcome().code == nil)
        let again = try place.start(
            .fixture, ["run", "gates", "--json", "--set", "gate=\(gate.path)", "--set", "journal=\(place.journal)"])
        let next = try #require(try gate.arrival().last.flatMap { Int32($0) })
        #expect(!runs(step))
        #expect(runs(next))
        gate.letThrough()
        #expect(try RunDocument(again.outcome()).states == ["wait succeeded", "after succeeded"])
    }

    /// Lets the same work through once it has begun again, and expects none of the processes beside it.
    private func expectEnded(_ left: [Int32], before again: RunningProgram) throws {
        let own = try gate.arrival().compactMap { Int32($0) }
        #expect(!left.contains(where: runs))
        #expect(own.allSatisfy(runs))
        gate.letThrough()
        #expect(try RunDocument(again.outcome()).states == ["linger succeeded"])
        #expect(gate.everyoneLeft())
    }

    @Test func `What a killed run's step left at work is ended before the same work begins again`() throws {
        let left = try killLingering()
        let again = try place.start(.fixture, ["run", "lingering", "--json", "--set", "gate=\(gate.path)"])
        try expectEnded(left, before: again)
    }

    @Test(arguments: [["run", "crowd"], ["cache", "gc"]])
    func `What a killed run's step left at work is ended by the next run, or with its folder`(_ words: [String]) throws
    {
        let left = try killLingering()
        let outcome = try place.run(.fixture, words)
        #expect(outcome.code == 0, "\(outcome)")
        #expect(gate.everyoneLeft())
        #expect(!left.contains(where: runs))
    }

    @Test(arguments: [["run", "crowd"], ["cache", "gc"], ["doctor", "--repair"]])
    func `What a killed run's step left at work is ended though somebody marked the run as cancelled`(
        _ words: [String]
    ) throws {
        let left = try killLingering()
        #expect(
            try place.fixture("runs", "cancel", "last").output.plain(in: place)
                == "the process of run RUN is gone; it is marked as cancelled\n")
        #expect(left.allSatisfy(runs))
        let outcome = try place.run(.fixture, words)
        #expect(outcome.code == 0, "\(outcome)")
        #expect(gate.everyoneLeft())
        #expect(!left.contains(where: runs))
    }

    @Test func `What a killed run's step left at work is ended though the registry was lost`() throws {
        let left = try killLingering()
        try place.remove("project/registry")
        #expect(try place.run(.fixture, ["run", "crowd"]).code == 0)
        #expect(gate.everyoneLeft())
        #expect(!left.contains(where: runs))
    }

    @Test func `A run that the registry has lost is left alone as long as it is at work`() throws {
        let run = try place.start(.fixture, ["run", "lingering", "--json", "--set", "gate=\(gate.path)"])
        let processes = try gate.arrival().compactMap { Int32($0) }
        try place.remove("project/registry")
        #expect(try place.run(.fixture, ["run", "crowd"]).code == 0)
        #expect(processes.count == 2 && processes.allSatisfy(runs))
        run.send(SIGKILL)
        _ = try run.outcome()
        #expect(try place.run(.fixture, ["run", "crowd"]).code == 0)
        #expect(gate.everyoneLeft())
    }

    @Test(arguments: ["state/", "elsewhere", "../project/state"])
    func `What a killed run's step left at work is ended whatever way leads to the state`(_ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: "\(place.project)/state", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(place.project)/elsewhere", withDestinationPath: "state")
        let left = try killLingering(home: "\(place.project)/\(name)")
        let again = try place.start(
            .fixture, ["run", "lingering", "--json", "--set", "gate=\(gate.path)"],
            environment: ["PIPELINE_HOME": "\(place.project)/state"])
        try expectEnded(left, before: again)
    }

    @Test(arguments: [["run", "crowd"], ["doctor", "--repair"]])
    func `What a step left at work whose verification was killed is ended as well`(_ words: [String]) throws {
        let run = try place.start(.fixture, ["run", "lingering", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        gate.letThrough()
        #expect(try run.outcome().code == 0)
        let verification = try place.start(.fixture, ["verify", "lingering", "--set", "gate=\(gate.path)"])
        let processes = try gate.arrival().compactMap { Int32($0) }
        // While it is at work, nobody does anything to it.
        #expect(try place.run(.fixture, words).code == 0)
        #expect(processes.count == 2 && processes.allSatisfy(runs))
        verification.send(SIGKILL)
        #expect(try verification.outcome().code == nil)
        #expect(processes.allSatisfy(runs))
        let outcome = try place.run(.fixture, words)
        #expect(outcome.code == 0, "\(outcome)")
        #expect(gate.everyoneLeft())
        #expect(!processes.contains(where: runs))
        #expect(try place.fixture("cache", "gc").code == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/artifacts/staging") == [])
    }

    @Test(arguments: [["run", "--sandbox", "crowd"], ["doctor"]])
    func `What a trial of the sandbox left, which was killed in the middle, is ended by the next run`(_ words: [String])
        throws
    {
        // Bubblewrap's own child waits for it, when both are killed before it has made the namespaces.
        try place.writeProgram(
            """
            #!/bin/sh
            sleep 600 9> '\(gate.path)/alive' &
            echo $! > '\(gate.path)/arrived'
            wait

            """, to: "programs/bwrap")
        let trial = try place.start(
            .fixture, words, environment: ["PATH": "\(place.path)/programs:/usr/bin:/bin"])
        let processes = try gate.arrival().compactMap { Int32($0) }
        trial.send(SIGKILL)
        #expect(try trial.outcome().code == nil)
        #expect(processes.count == 1 && processes.allSatisfy(runs))
        let outcome = try place.run(.fixture, ["run", "crowd"])
        #expect(outcome.code == 0, "\(outcome)")
        #expect(gate.everyoneLeft())
        #expect(!processes.contains(where: runs))
    }

    @Test func `A run beside others ends none of their processes`() throws {
        let run = try place.start(.fixture, ["run", "lingering", "--json", "--set", "gate=\(gate.path)"])
        let processes = try gate.arrival().compactMap { Int32($0) }
        #expect(try place.fixture("run", "crowd").code == 0)
        #expect(try place.fixture("cache", "gc").code == 0)
        #expect(processes.count == 2)
        #expect(processes.allSatisfy(runs))
        gate.letThrough()
        #expect(try RunDocument(run.outcome()).states == ["linger succeeded"])
    }

    /// Copies the project while a step of it is at work, and returns the run and the step's processes.
    private func copyLingering() throws -> (original: RunningProgram, processes: [Int32]) {
        let run = try place.start(.fixture, ["run", "lingering", "--json", "--set", "gate=\(gate.path)"])
        let processes = try gate.arrival().compactMap { Int32($0) }
        let copy = try Outcome.of("/bin/cp", ["-a", place.project, "\(place.path)/copy"])
        try #require(copy.code == 0 && processes.count == 2, "\(copy)")
        return (run, processes)
    }

    @Test func `The same work in a copy of the project ends nothing in the original`() throws {
        let (original, processes) = try copyLingering()
        let again = try place.start(
            .fixture, ["run", "lingering", "--json", "--set", "gate=\(gate.path)"], in: "\(place.path)/copy")
        let own = try gate.arrival().compactMap { Int32($0) }
        #expect((processes + own).allSatisfy(runs))
        for _ in 1...2 { gate.letThrough() }
        for run in [original, again] {
            #expect(try RunDocument(run.outcome()).states == ["linger succeeded"])
        }
        #expect(gate.everyoneLeft())
    }

    @Test(arguments: [["run", "crowd"], ["cache", "gc"], ["doctor", "--repair"]])
    func `A copy of the project whose registry was lost ends nothing in the original`(_ words: [String]) throws {
        let (original, processes) = try copyLingering()
        try place.remove("copy/registry")
        // Garbage collection and `doctor` complain where most of these are of runs that the registry does not know.
        try place.remove("copy/artifacts/runs")
        let outcome = try place.run(.fixture, words, in: "\(place.path)/copy")
        #expect(outcome.code == 0, "\(outcome)")
        #expect(processes.allSatisfy(runs))
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/artifacts/staging").count == 1)
        gate.letThrough()
        #expect(try RunDocument(original.outcome()).states == ["linger succeeded"])
    }

    @Test func `A run that is at work in the original is lost in a copy, where nobody can cancel it`() throws {
        let (original, processes) = try copyLingering()
        let copy = "\(place.path)/copy"
        let cancelled = try place.fixture("runs", "cancel", "last", in: copy)
        #expect(cancelled.output.plain(in: place) == "the process of run RUN is gone; it is marked as cancelled\n")
        let doctor = try place.fixture("doctor", in: copy)
        // What belongs to the run that goes on is no stray here, which somebody would be told to end.
        #expect(doctor.code == 0 && !doctor.output.contains("goes on"), "\(doctor)")
        #expect(processes.allSatisfy(runs))
        gate.letThrough()
        #expect(try RunDocument(original.outcome()).states == ["linger succeeded"])
    }

    @Test func `What a killed run's step left at work is ended after the project was moved`() throws {
        let left = try killLingering()
        try FileManager.default.moveItem(atPath: place.project, toPath: "\(place.path)/moved")
        let outcome = try place.run(.fixture, ["run", "crowd"], in: "\(place.path)/moved")
        #expect(outcome.code == 0, "\(outcome)")
        #expect(gate.everyoneLeft())
        #expect(!left.contains(where: runs))
    }
}
