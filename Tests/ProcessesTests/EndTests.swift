import Glibc
import Processes
import Testing

@Suite struct `How a child ends` {
    @Test(arguments: [0, 1, 42, 255]) func `An exit code is told as it is`(_ code: Int32) async throws {
        let end = try await shell("exit \(code)").run()
        #expect(end.reason == .exited(code))
        #expect(end.strays == .none)
        #expect(!end.outlivedGrace)
    }

    @Test(arguments: [SIGSEGV, SIGKILL, SIGTERM]) func `A signal from elsewhere is told as it is`(_ signal: Int32)
        async throws
    {
        let end = try await shell("kill -\(signal) $$").run()
        #expect(end.reason == .signalled(signal))
    }

    @Test func `A reason reads as the rest of a sentence`() {
        #expect("\(ProcessEnd.Reason.exited(3))" == "exited with code 3")
        #expect("\(ProcessEnd.Reason.signalled(SIGSEGV))" == "was killed by signal 11 (SEGV)")
        #expect("\(ProcessEnd.Reason.signalled(99))" == "was killed by signal 99")
        #expect("\(ProcessEnd.Reason.timedOut)" == "ran out of time")
        #expect("\(ProcessEnd.Reason.cancelled)" == "was cancelled")
    }

    @Test func `What a child used is measured`() async throws {
        let end = try await shell("i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done").run()
        #expect(end.wallSeconds > 0)
        #expect(end.userSeconds + end.systemSeconds > 0)
        #expect(end.peakMemoryBytes > 0)
    }

    @Test func `The peak of a large child is its own`() async throws {
        var bytes: Int
        var end: ProcessEnd
        // dd keeps a block in memory, which makes it larger than the tests are; once more where they grew meanwhile.
        repeat {
            bytes = ownPeak() + 100_000_000
            end = try await shell(
                "dd if=/dev/zero of=/dev/null bs=\(bytes) count=1 iflag=fullblock 2>/dev/null; exit 7"
            ).run()
        } while ownPeak() >= bytes
        #expect(end.reason == .exited(7))
        #expect(end.isPeakMemoryOwn)
        #expect(end.peakMemoryBytes > bytes)
    }

    @Test func `Two hundred children at a time each get their own end`() async throws {
        let started = Log<ProcessIdentity>()
        let codes = try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    let end = try await shell("echo \(number) >&3; exit \(number)").run(started: started.note)
                    return (number, end.reason)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(codes == Dictionary(uniqueKeysWithValues: (0..<200).map { ($0, .exited(Int32($0))) }))
        #expect(Set(started.entries).count == 200)
    }
}

/// The most memory that the process of the tests had so far, in bytes.
private func ownPeak() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
}
