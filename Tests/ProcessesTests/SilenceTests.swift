import Testing

@testable import Processes

/// When a child has been silent for too long.
@Suite struct SilenceTests {
    private static let start = Moment(nanoseconds: 5_000_000_000_000)
    /// How far the date is ahead of the monotonic clock.
    private static let lead: Int64 = 1_800_000_000_000_000_000

    private static func after(_ seconds: Double) -> Moment { start.advanced(by: .seconds(seconds)) }

    /// A child that may be silent for a minute, and had been looked at when it began.
    private static func silence() -> Silence {
        var silence = Silence(of: shell("exit"), limit: .seconds(60), startedAt: start)
        silence.note(change: 0, lead: lead, at: start)
        return silence
    }

    @Test func `What was written last counts, and not when it was looked for`() {
        var silence = Self.silence()
        #expect(silence.end == Self.after(60))
        silence.note(change: Self.after(20).nanoseconds + Self.lead, lead: Self.lead, at: Self.after(60))
        #expect(silence.end == Self.after(80))
        silence.note(change: Self.after(20).nanoseconds + Self.lead, lead: Self.lead, at: Self.after(80))
        #expect(silence.end == Self.after(80), "nothing came")
    }

    @Test func `What is told counts as what is written does, and the later of both`() {
        var silence = Self.silence()
        silence.restart(at: Self.after(50))
        silence.note(change: Self.after(20).nanoseconds + Self.lead, lead: Self.lead, at: Self.after(60))
        #expect(silence.end == Self.after(110))
    }

    @Test(arguments: [-3600.0, 3600])
    func `Whoever sets the date makes no silence`(jump: Double) {
        var silence = Self.silence()
        let lead = Self.lead + Int64(jump) * 1_000_000_000
        // Written before the date was set.
        silence.note(change: Self.after(20).nanoseconds + Self.lead, lead: lead, at: Self.after(60))
        #expect(silence.end == Self.after(120))
        // The date stays as it is: now it can be told again.
        silence.note(change: Self.after(70).nanoseconds + lead, lead: lead, at: Self.after(120))
        #expect(silence.end == Self.after(130))
    }

    @Test(arguments: [-3600.0, 3600])
    func `A server with a date of its own makes no silence`(difference: Double) {
        var silence = Self.silence()
        let change = Self.after(20).nanoseconds + Self.lead + Int64(difference) * 1_000_000_000
        silence.note(change: change, lead: Self.lead, at: Self.after(60))
        #expect(silence.end == Self.after(120))
    }

    @Test func `A file that is written to is a sign of life`() throws {
        let folder = try TemporaryFolder()
        var child = shell("exit")
        child.standardOutput = try folder.write("", "log")
        var silence = Silence(of: child, limit: .seconds(60), startedAt: .now)
        let end = silence.end
        // The kernel's date for files goes on every few milliseconds.
        repeat {
            _ = try folder.write("more", "log")
            silence.examineFiles(at: .now)
        } while silence.end == end
        #expect(silence.end > end)
    }

    @Test func `A child that is silent is ended with all its group, and KILL after the grace period`() async throws {
        var child = shell("trap '' TERM; sleep 1000 & sleep 1000; wait", grace: .milliseconds(50))
        child.silentTimeout = .milliseconds(100)
        let end = try await child.run()
        #expect(end.reason == .silent)
        #expect(end.outlivedGrace)
        #expect("\(end.reason)" == "gave no sign of life")
    }

    @Test(arguments: ["echo told >&3", "echo written"])
    func `A child that goes on giving signs of life has the time that it may take`(sign: String) async throws {
        let folder = try TemporaryFolder()
        var child = shell("while :; do \(sign); done", timeout: .milliseconds(1200))
        child.standardOutput = "\(folder.path)/log"
        child.outputLimit = 1 << 20
        child.silentTimeout = .seconds(1)
        #expect(try await child.run().reason == .timedOut)
    }
}
