import Foundation
import ProgramTesting
import Testing

/// Processes of which `/proc` tells nothing at the moment: they are not taken for gone.
struct HiddenProcessTests {
    let place: Workplace
    let gate: Gate

    init() throws {
        place = try Workplace()
        gate = try Gate(in: place)
    }

    /// Keeps a program from opening what matches a pattern, as a system does that has too many files open.
    private func hiding(_ files: String) throws -> [String: String] {
        try SystemFaults([.open], of: files, failWith: ENFILE, place: place).environment
    }

    @Test(arguments: ["/proc/[0-9]*/stat", "/proc/sys/*"])
    func `A run whose process can't be looked at is at work, and what it started is left alone`(_ files: String) throws
    {
        let run = try place.start(.fixture, ["run", "lingering", "--json", "--set", "gate=\(gate.path)"])
        let processes = try gate.arrival()
        for words in [["runs"], ["cache", "gc"], ["doctor", "--repair"]] {
            let outcome = try place.run(.fixture, words, environment: hiding(files))
            #expect(!outcome.output.contains("lost"), "\(outcome)")
        }
        #expect(processes.count == 2)
        gate.letThrough()
        #expect(try RunDocument(run.outcome()).states == ["linger succeeded"])
    }

    @Test func `A run that is gone is lost though its process can't be looked at`() throws {
        let run = try place.start(.fixture, ["run", "lingering", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        run.send(SIGKILL)
        _ = try run.outcome()
        let runs = try place.run(.fixture, ["runs", "--json"], environment: hiding("/proc/[0-9]*/stat"))
        #expect((try runs.json() as? [[String: Any]])?.map { $0["status"] as? String } == ["lost"])
    }

    @Test func `A run that others would take for lost does not begin`() throws {
        let outcome = try place.run(.fixture, ["run", "crowd"], environment: hiding("/proc/sys/*"))
        #expect(outcome.code == 1)
        #expect(
            outcome.complaints == """
                error: /proc does not tell when this process started, so that others would take it for lost; see that \
                '/proc/self/stat' and '/proc/sys/kernel/random/boot_id' can be read, and run the same command again

                """)
        #expect(try (place.fixture("runs", "--json").json() as? [Any])?.count == 0)
    }

    @Test(arguments: [("/proc", "open the folder '/proc'"), ("/proc/*/environ", "open '/proc/PID/environ'")])
    func `Work does not begin where what a killed run left at it can't be looked for`(files: String, words: String)
        throws
    {
        let run = try place.start(.fixture, ["run", "lingering", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        run.send(SIGKILL)
        _ = try run.outcome()
        let again = try RunDocument(
            place.run(
                .fixture, ["run", "lingering", "--json", "--set", "gate=\(gate.path)"], environment: hiding(files)))
        #expect(again.states == ["linger failed"])
        #expect(
            try again.reason("linger").replacing(/\/proc\/\d+/, with: "/proc/PID")
                == "cannot \(words): Too many open files in system; "
                + "end programs that have many files open, and run the same command again")
        let last = try place.start(.fixture, ["run", "lingering", "--json", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        gate.letThrough()
        #expect(try RunDocument(last.outcome()).states == ["linger succeeded"])
        #expect(gate.everyoneLeft())
    }
}
