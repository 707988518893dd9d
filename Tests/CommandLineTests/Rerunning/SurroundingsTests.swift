import Foundation
import ProgramTesting
import Testing

/// What a step sees of the surroundings of a run.
struct SurroundingsTests {
    @Test func `A step sees what programs need to start, what was handed out, and nothing else`() throws {
        let place = try Workplace()
        let gate = try Gate(in: place)
        let run = try place.start(
            .fixture, ["run", "gates", "--set", "gate=\(gate.path)", "--set", "journal=\(place.journal)"],
            environment: ["LD_LIBRARY_PATH": "/nowhere", "SWIFT_BACKTRACE": "enable=no", "SECRET": "x", "LANG": "de"])
        let pid = try #require(try gate.arrival().last)
        let environment = try String(contentsOfFile: "/proc/\(pid)/environ", encoding: .utf8)
            .split(separator: "\0").map(String.init)
        gate.letThrough()
        #expect(try run.outcome().code == 0)
        #expect(
            environment.compactMap { $0.split(separator: "=").first.map(String.init) }.sorted() == [
                "CUDA_VISIBLE_DEVICES", "HOME", "LANG", "LD_LIBRARY_PATH", "OMP_NUM_THREADS", "PATH", "SWIFT_BACKTRACE",
                "TMPDIR",
            ])
        #expect(environment.contains("LANG=C.UTF-8"))
    }
}
