import Foundation
import ProgramTesting
import Testing

/// Several runs of one pipeline with other parameters, and their comparison.
struct SweepTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func sweep(_ sweeps: String..., options: [String] = [], pipeline: String = "words") throws -> Outcome {
        let words = ["run", pipeline, "--set", "journal=\(place.journal)"] + sweeps.flatMap { ["--sweep", $0] }
        return try place.run(.fixture, words + options)
    }

    /// The document of a sweep, and its runs.
    private func document(_ outcome: Outcome) throws -> (document: [String: Any], runs: [[String: Any]]) {
        let document = try #require(try outcome.json() as? [String: Any])
        return (document, try #require(document["runs"] as? [[String: Any]]))
    }

    @Test func `Every combination is run once, shared work is done once, and the runs are compared`() throws {
        let outcome = try sweep("epochs=10,50", "max_error=1,5", options: ["--sort", "error"])
        #expect(
            outcome.output.plain(in: place).narrow == """
                run RUN (1 of 4): epochs=10 max_error=1
                  reject  failed  the error is 10, not below max_error, which is 1
                  failed in TIME
                run RUN (2 of 4): epochs=10 max_error=5
                  reject  failed  the error is 10, not below max_error, which is 5
                  failed in TIME; 5 of 7 steps cached, which saved TIME
                run RUN (3 of 4): epochs=50 max_error=1
                  reject  failed  the error is 2, not below max_error, which is 1
                  failed in TIME; 3 of 7 steps cached, which saved TIME
                run RUN (4 of 4): epochs=50 max_error=5
                  succeeded in TIME; 5 of 7 steps cached, which saved TIME
                  model words:1; see it with: pipeline models show words:1

                run  epochs  max_error  status  time  loss  error
                RUN  50  1  failed  TIME  0.02000  2.000
                RUN  50  5  succeeded  TIME  0.02000  2.000
                RUN  10  1  failed  TIME  0.1000  10.00
                RUN  10  5  failed  TIME  0.1000  10.00

                sweep RUN: 4 runs, 1 succeeded, 3 failed

                """)
        #expect(outcome.complaints == "")
        #expect(outcome.code == 1)
        let journal = try place.takeJournal()
        #expect(journal.count { $0 == "split" } == 1)
        #expect(journal.count { $0 == "train" } == 2)
        #expect(journal.last == "register")
    }

    @Test func `A sweep that ran before is cached, and its document tells all`() throws {
        #expect(try sweep("epochs=20,50", options: ["--quiet"]).code == 0)
        _ = try place.takeJournal()
        let outcome = try sweep("epochs=20,50", options: ["--json", "--sort", "-error"])
        #expect(try place.takeJournal() == [])
        #expect(outcome.code == 0)
        let (document, runs) = try document(outcome)
        #expect(document["pipeline"] as? String == "words")
        #expect(document["count"] as? Int == 2)
        #expect(document["parameters"] as? [String] == ["epochs"])
        #expect(runs.map { $0["status"] as? String } == ["succeeded", "succeeded"])
        #expect(runs.map { $0["parameters"] as? [String: Int] } == [["epochs": 20], ["epochs": 50]])
        #expect(
            runs.map { $0["metrics"] as? [String: Double] } == [
                ["loss": 0.05, "error": 5], ["loss": 0.02, "error": 2],
            ])
        #expect(runs.map { $0["steps"] as? [String: Int] } == Array(repeating: ["cached": 6, "skipped": 1], count: 2))
    }

    @Test func `The runs of a sweep are found by it, and its comparison is shown again`() throws {
        _ = try place.runPipeline("words", "epochs=12")
        let first = try document(try sweep("epochs=20,50", options: ["--json"]))
        let second = try document(try sweep("epochs=25,40", "max_error=11,12", options: ["--json"]))
        let identity = try #require(first.document["sweep"] as? String)
        let found = try place.fixture("runs", "list", "--where", "sweep = \(identity)", "--sort", "epochs", "--json")
        let runs = try #require(try found.json() as? [[String: Any]])
        #expect(runs.map { $0["run"] as? String } == first.runs.map { $0["run"] as? String })
        let shown = try place.fixture("runs", "sweep", "last", "--sort", "-error")
        #expect(
            shown.output.plain(in: place).narrow == """

                run  epochs  max_error  status  time  loss  error
                RUN  25  11  succeeded  TIME  0.04000  4.000
                RUN  25  12  succeeded  TIME  0.04000  4.000
                RUN  40  11  succeeded  TIME  0.02500  2.500
                RUN  40  12  succeeded  TIME  0.02500  2.500

                sweep RUN: 4 runs, 4 succeeded

                """)
        let again = try document(try place.fixture("runs", "sweep", identity, "--json"))
        #expect(again.runs.map { $0["run"] as? String } == first.runs.map { $0["run"] as? String })
        #expect(second.document["sweep"] as? String != identity)
        let none = try place.fixture("runs", "sweep", "zzz")
        #expect(none.complaints == "error: there is no sweep 'zzz'\n")
        #expect(none.code == 2)
    }

    @Test func `Where there is no sweep yet, it is said how one is started`() throws {
        let message = "error: there are no sweeps yet; start one with: pipeline run NAME --sweep PARAMETER=VALUES\n"
        #expect(try place.fixture("runs", "sweep").complaints == message)
        _ = try place.runPipeline("words")
        #expect(try place.fixture("runs", "sweep").complaints == message)
    }

    @Test func `A run that fails does not stop the others, unless that is asked for`() throws {
        let all = try sweep("how=failure,well", options: ["--quiet"], pipeline: "endings")
        #expect(all.complaints == "error: 'act' failed: it was asked to fail\n")
        #expect(all.code == 1)
        #expect(all.output.hasSuffix(": 2 runs, 1 succeeded, 1 failed\n"))
        let fast = try sweep("how=failure,well", options: ["--quiet", "--fail-fast"], pipeline: "endings")
        #expect(fast.code == 1)
        #expect(fast.output.hasSuffix(": 2 runs, 1 failed, 1 not run\n"))
    }

    @Test func `A mistyped name to sort by loses nothing that ran`() throws {
        let outcome = try sweep("epochs=20,50", options: ["--sort", "eror"])
        #expect(
            outcome.complaints.plain(in: place)
                == "warning: the runs of sweep RUN have no 'eror'; did you mean 'error'?\n")
        #expect(outcome.code == 0)
        #expect(outcome.output.contains(": 2 runs, 2 succeeded\n"))
    }

    @Test func `Ranges and lists say which values there are`() throws {
        func values(_ parameter: String, _ text: String) throws -> [String] {
            let plan = try place.fixture("plan", "kinds", "--sweep", "\(parameter)=\(text)", "--json")
            let (_, runs) = try document(plan)
            return try runs.map { try #require(($0["parameters"] as? [String: String])?[parameter]) }
        }
        #expect(try values("rate", "0.001..0.1:log:5") == ["0.001", "0.003162", "0.01", "0.03162", "0.1"])
        #expect(try values("rate", "0..1:4,0.5") == ["0.0", "0.3333", "0.6667", "1.0", "0.5"])
        #expect(try values("count", "2..5") == ["2", "3", "4", "5"])
        #expect(try values("count", "1..10:log:4") == ["1", "2", "5", "10"])
        #expect(try values("count", "1..3:9") == ["1", "2", "3"])
        #expect(try values("rate", "0.5,0.50,5e-1") == ["0.5"])
        #expect(try values("title", #"["a,b","c..d"]"#) == ["a,b", "c..d"])
        #expect(try values("title", "a..b,c") == ["a..b", "c"])
        #expect(try values("rates", "[[0.1,0.2],[0.3]]").count == 2)
    }

    @Test func `Random combinations depend on the seed alone, and more begin with the same`() throws {
        func drawn(_ count: Int, _ options: String...) throws -> [[String: String]] {
            let words = [
                "plan", "kinds", "--sweep", "rate=0.001..1:log", "--sweep", "count=1..10", "--sweep", "size=32,48",
            ]
            let outcome = try place.run(.fixture, words + ["--json", "--random", "\(count)"] + options)
            let (_, runs) = try document(outcome)
            return try runs.map { try #require($0["parameters"] as? [String: String]) }
        }
        let six = try drawn(6)
        #expect(six.count == 6)
        #expect(Set(six).count == 6)
        #expect(try drawn(6) == six)
        #expect(try Array(drawn(8).prefix(6)) == six)
        #expect(try drawn(6, "--seed", "2") != six)
        let rates = try drawn(50).map { try #require($0["rate"].flatMap(Double.init)) }
        #expect(rates.allSatisfy { (0.001...1).contains($0) })
        // Three tens are equally likely where the scale is logarithmic.
        #expect(rates.count { $0 < 0.01 } > 5)
        #expect(Set(try drawn(50).map { $0["count"] }) == Set((1...10).map { "\($0)" }))
    }

    @Test func `A plan says how many runs there are, and how much of them is cached`() throws {
        _ = try place.runPipeline("words", "epochs=20")
        let outcome = try place.fixture(
            "plan", "words", "--set", "journal=\(place.journal)", "--sweep", "epochs=20,25", "--sweep",
            "max_error=10,11")
        #expect(
            outcome.output == """
                epochs  max_error  cached  run  maybe
                20      10              6    0      0
                20      11              6    0      0
                25      10              3    1      3
                25      11              3    1      3

                4 runs; 18 steps cached, 1 would run and serve 1 other; 6 more depend on what these make

                """)
        #expect(try place.fixture("plan", "words", "--sweep", "epochs=20").output.contains("1 run; "))
        #expect((try place.fixture("runs", "--json").json() as? [Any])?.count == 1)
    }

    @Test func `An interrupt ends the sweep, and what ran is compared`() throws {
        let gate = try Gate(in: place)
        let running = try place.start(
            .fixture,
            ["run", "gates", "--set", "gate=\(gate.path)", "--sweep", "journal=\(place.journal),\(place.path)/other"])
        _ = try gate.arrival()
        running.send(SIGINT)
        let outcome = try running.outcome()
        #expect(outcome.code == 130)
        #expect(outcome.output.plain(in: place).hasSuffix("sweep RUN: 2 runs, 1 cancelled, 1 not run\n"))
    }

    @Test func `A run of a sweep is reproduced like any other`() throws {
        _ = try sweep("epochs=20", options: ["--quiet"])
        #expect(try !place.fixture("reproduce", "last").output.contains("sweep"))
    }
}
