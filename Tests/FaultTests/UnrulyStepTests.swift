import Foundation
import ProgramTesting
import Testing

/// Steps whose programs do what no program should.
struct UnrulyStepTests {
    let place: Workplace
    let gate: Gate

    init() throws {
        place = try Workplace()
        gate = try Gate(in: place)
    }

    private func start(_ script: String, _ options: String...) throws -> RunningProgram {
        try place.start(
            .fixture, ["run", "unruly", "--set", "gate=\(gate.path)", "--set", "script=\(script)"] + options)
    }

    private var log: String {
        get throws {
            let run = try place.fixture("runs", "show", "last", "--json").json() as? [String: Any]
            let steps = run?["steps"] as? [[String: Any]]
            let attempts = steps?.first?["attempts"] as? [[String: Any]]
            return try #require(attempts?.first?["log"] as? String)
        }
    }

    @Test func `A daemon that a step leaves behind is ended with it, and told of`() throws {
        // It has a session of its own, an empty environment and a parent that is gone: nothing leads to the step.
        let run = try start(
            """
            exec 9> "$0/alive"
            (setsid env -i sh -c 'echo daemon > "$0/arrived"; exec sleep 600' "$0" &)
            read line < "$0/open"
            """, "--json")
        #expect(try gate.arrival() == ["daemon"])
        gate.letThrough()
        let document = try RunDocument(run.outcome())
        #expect(gate.everyoneLeft())
        #expect(document.states == ["work succeeded"])
        #expect(
            document.warnings == ["work: it left a process behind outside its process group, which the run ended"])
    }

    @Test func `A daemon that ignores TERM, and starts others, is killed when its run is cancelled`() throws {
        let run = try start(
            """
            exec 9> "$0/alive"
            setsid sh -c 'trap "echo warned > $0/arrived" TERM
                setsid sleep 600 &
                echo daemon > "$0/arrived"
                while true; do sleep 600 & wait; done' "$0" &
            wait
            """)
        #expect(try gate.arrival() == ["daemon"])
        run.send(SIGINT)
        // The step has ended at once, and its daemon was asked to, and goes on.
        #expect(try gate.arrival() == ["warned"])
        run.send(SIGINT)
        let outcome = try run.outcome()
        #expect(outcome.code == 130)
        #expect(gate.everyoneLeft())
        #expect(outcome.complaints.contains("behind outside its process group, which the run ended\n"))
        let runs = try place.fixture("runs", "list", "--json").json() as? [[String: Any]]
        #expect(runs?.map { $0["status"] as? String } == ["cancelled"])
    }

    @Test func `A step that closes its output runs on, and succeeds`() throws {
        let run = try start("exec >&- 2>&-; echo closed > \"$0/arrived\"; read line < \"$0/open\"", "--json")
        #expect(try gate.arrival() == ["closed"])
        gate.letThrough()
        #expect(try RunDocument(run.outcome()).states == ["work succeeded"])
    }

    @Test func `A log of binary rubbish without a line break is kept byte for byte, and can be printed`() throws {
        let run = try start(#"printf 'a\377\000\033[2Jb'"#, "--json")
        #expect(try RunDocument(run.outcome()).states == ["work succeeded"])
        #expect(try Data(contentsOf: URL(fileURLWithPath: log)) == Data([97, 255, 0, 27, 91, 50, 74, 98]))
        #expect(try place.fixture("logs", "last", "work").code == 0)
    }

    @Test func `A log of a gigabyte keeps its beginning and its end, and costs no memory`() throws {
        let run = try start(
            """
            printf 'the beginning'
            dd if=/dev/zero bs=1M count=1024 2> /dev/null
            printf 'the end'
            echo written > "$0/arrived"
            read line < "$0/open"
            """, "--json")
        #expect(try gate.arrival(within: 120) == ["written"])
        let status = try String(contentsOfFile: "/proc/\(run.pid)/status", encoding: .utf8)
        let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = try #require(peak?.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        #expect(kilobytes < 200_000)
        gate.letThrough()
        let document = try RunDocument(run.outcome())
        #expect(document.states == ["work succeeded"])
        let log = try Data(contentsOf: URL(fileURLWithPath: log))
        #expect(log.count <= 64 << 20)
        #expect(log.prefix(13) == Data("the beginning".utf8))
        #expect(log.suffix(7) == Data("the end".utf8))
        let omitted = (1 << 30) + 20 - log.count
        let note = #/\n\[(?<omitted>[0-9]+) bytes are left out here: a log keeps 67108864 bytes at most\]\n/#
        let text = String(decoding: log[(32 << 20)..<(32 << 20) + 100], as: UTF8.self)
        let match = try #require(text.firstMatch(of: note))
        // What was written at the very moment of a cut may not be counted.
        let counted = try #require(Int(match.omitted))
        #expect(counted > omitted / 2 && counted <= omitted + 200)
        #expect(
            document.warnings == [
                "work: its log is longer than 64 MiB: the middle of it, \(counted) bytes, is left out"
            ])
    }
}
