import Foundation
import ProgramTesting
import Testing

/// Calls of the system that fail wherever a run makes one.
struct SystemErrorTests {
    /// Why calls fail, for how long, and the words that tell it.
    struct Cause: CustomTestStringConvertible, Sendable {
        let error: Int32
        let calls: [SystemFaults.Call]
        /// Whether all calls after the first one fail too, as on a full disk.
        let lasts: Bool
        let words: [String]
        var testDescription: String { String(cString: strerror(error)) }
    }

    static let writing: [SystemFaults.Call] = [.create, .write, .sync, .rename, .link, .mkdir, .truncate]

    static let causes = [
        Cause(error: ENOSPC, calls: writing, lasts: true, words: ["make room", "free some space"]),
        Cause(error: EDQUOT, calls: writing, lasts: true, words: ["make room", "free some space"]),
        Cause(error: EROFS, calls: writing, lasts: true, words: ["mount its disk for writing", "cannot be written"]),
        Cause(error: EIO, calls: writing, lasts: false, words: ["whether its disk fails", "cannot be written"]),
        Cause(
            error: EMFILE, calls: [.open, .create], lasts: false,
            words: ["Too many open files", "cannot be written"]),
    ]

    /// Every call takes its turn in each run of the tests with one of the causes, and with all of them where this is set.
    static let isThorough = ProcessInfo.processInfo.environment["PIPELINE_TEST_FAULTS"] == "all"

    let place: Workplace
    /// A state that is ready for the first run.
    let empty: StateCopy

    init() throws {
        place = try Workplace()
        empty = try StateCopy(named: "empty", in: place)
        let listing = try place.fixture("runs", environment: ["PIPELINE_HOME": empty.home])
        try #require(listing.code == 0, "\(listing)")
    }

    @Test(arguments: causes.indices)
    func `Whatever call fails, the run ends well, and the same command finishes the work afterwards`(index: Int) throws
    {
        let cause = Self.causes[index]
        let reference = try StateCopy(named: "reference", of: empty.home, in: place)
        let counting = try SystemFaults(cause.calls, of: "\(reference.home)/*", place: place)
        let expected = try reference.run(with: counting.environment)
        #expect(expected.done == ["few", "file", "many"])
        let count = counting.calls
        try #require(count > 50, "the calls of a run are counted")
        let turns = Self.isThorough ? 1 : Self.causes.count * 8
        var failures = 0
        for number in stride(from: 1 + index % turns, through: count, by: turns) {
            failures += try fail(number, cause, expected) ? 1 : 0
        }
        #expect(failures > 0, "no call failed")
    }

    @Test func `A step that can write nothing tells why all the same`() throws {
        let faults = try SystemFaults(Self.writing, of: "\(place.project)/*", in: .step, failWith: ENOSPC, place: place)
        let run = try place.runPipeline("endings", options: ["--jobs", "1"], environment: faults.environment)
        #expect(run.states == ["before failed", "act upstream_failed", "after upstream_failed", "beside failed"])
        #expect(
            try run.reason("beside").plain(in: place).replacing(/-1-[^\/]+/, with: "-1-KEY") == """
                cannot use 'PLACE/project/artifacts/staging/RUN-beside-1-KEY/outputs/beside.txt': No space left on device; \
                make room and run the same command again
                """)
        #expect(try place.kindsOfFailure() == ["disk_full"])
        #expect(try place.runPipeline("endings").steps("succeeded").count == 4)
    }

    /// Makes one call fail, or all from it on, and then runs again without.
    /// - Returns: Whether the run got so far.
    private func fail(_ number: Int, _ cause: Cause, _ expected: KeepingRun) throws -> Bool {
        let state = try StateCopy(named: "state-\(cause.error)-\(number)", of: empty.home, in: place)
        defer { state.remove() }
        let faults = try SystemFaults(
            cause.calls, of: "\(state.home)/*", failWith: cause.error, from: number, to: cause.lasts ? nil : number,
            place: place)
        let failed = try state.run(with: faults.environment)
        let what: Comment = "\(cause.testDescription) at \(number), \(faults.firstFailure): \(failed.outcome)"
        #expect([0, 1].contains(failed.outcome.code), what)
        if failed.outcome.code == 1 {
            let text = failed.outcome.output + failed.outcome.complaints
            #expect(cause.words.contains { text.contains($0) }, what)
        }
        let again = try state.run()
        #expect(again.outcome.code == 0, "\(what)\n== afterwards\n\(again.outcome)")
        #expect(again.outputs == expected.outputs, "\(what)\n== afterwards\n\(again.outcome)")
        for step in failed.done { #expect(again.states[step] == "cached", "\(what)\n== \(step)\n\(again.outcome)") }
        return faults.failures > 0
    }
}
