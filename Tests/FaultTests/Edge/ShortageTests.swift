import Foundation
import ProgramTesting
import Testing

/// Processes, descriptors and memory that the system has run out of.
struct ShortageTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func run(_ faults: SystemFaults) throws -> RunDocument {
        try place.runPipeline("endings", options: ["--jobs", "1"], environment: faults.environment)
    }

    @Test(arguments: [EAGAIN, ENOMEM])
    func `Where no process can be started for a moment, it is tried again, and nothing fails`(error: Int32) throws {
        let faults = try SystemFaults([.clone], of: "*", in: .run, failWith: error, to: 4, place: place)
        let run = try run(faults)
        #expect(faults.failures == 4)
        #expect(run.steps("succeeded") == ["before", "act", "after", "beside"])
        #expect(run.steps.map(\.attempts) == [1, 1, 1, 1])
        #expect(try place.takeJournal().count == 4, "no step ran twice")
    }

    @Test func `Where no process can be started at all, the step fails and says what to do, and runs later`() throws {
        let lasting = try SystemFaults([.clone], of: "*", in: .run, failWith: EAGAIN, place: place)
        let outcome = try place.fixture("run", "hanging", "--json", environment: lasting.environment)
        let run = try RunDocument(outcome)
        #expect(run.code == 1)
        #expect(run.states == ["hang failed"])
        let reason = try run.reason("hang").replacing(/\/proc\/[0-9]+\/exe/, with: "PROGRAM")
        #expect(
            reason == """
                'PROGRAM' can't be started (clone: Resource temporarily unavailable): \
                run fewer at a time, or raise the limits that 'ulimit -a' shows
                """)
        #expect(lasting.failures > 5, "it was tried again")
        let later = try RunDocument(place.fixture("run", "hanging", "--json"))
        #expect(try later.reason("hang") == "it took longer than its timeout of 0.1 s")
    }

    @Test func `A step that the kernel ends because memory ran out is told apart, and the run goes on`() throws {
        guard let group = MemoryGroup(megabytes: 300) else {
            print("not tested: no control group with little memory can be made here")
            return
        }
        let run = try RunDocument(
            group.fixture(["run", "endings", "--json", "--jobs", "1", "--set", "how=hoard"], in: place.project))
        #expect(run.states == ["before succeeded", "act failed", "after upstream_failed", "beside succeeded"])
        #expect(try run.reason("act") == "the system ended it because memory ran out")
        #expect(try place.kindsOfFailure() == ["out_of_memory"])
        // With enough of it the same command finishes.
        let enough = try RunDocument(place.fixture("run", "endings", "--json", "--set", "how=hoard"))
        #expect(enough.states == ["before cached", "act succeeded", "after succeeded", "beside cached"])
    }
}
