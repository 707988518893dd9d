import Foundation
import ProgramTesting
import Testing

/// `verify` runs steps a second time, and finds those that make something else of the same.
struct VerificationTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func files(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(place.project)/artifacts/\(folder)").sorted()
    }

    @Test func `A step that is not deterministic is named with the files and values that differ`() throws {
        _ = try place.runPipeline("restless")
        _ = try place.takeJournal()
        let objects = try files(in: "objects") + files(in: "manifests")
        let outcome = try place.fixture("verify", "restless", "--set", "journal=\(place.journal)")
        #expect(outcome.code == 1)
        #expect(
            outcome.output.narrow.replacing(/[0-9]{2,}/, with: "N")
                == """
                step  second time
                before  same
                draw  different  drawn (drawn/number.txt); number N → N
                after  same

                1 step made something else of the same inputs; look for times, random numbers, paths, and orders of \
                folders and sets

                """)
        #expect(try place.takeJournal() == ["before", "draw", "after"])

        // Nothing of it is kept: the results are those of before.
        #expect(try files(in: "objects") + files(in: "manifests") == objects)
        #expect(try files(in: "staging") == [])
        #expect(try (place.fixture("runs", "--json").json() as? [Any])?.count == 1)
        #expect(try place.runPipeline("restless").steps("cached") == ["before", "draw", "after"])
    }

    @Test func `A pipeline that is deterministic passes, and registers nothing a second time`() throws {
        _ = try place.runPipeline("words")
        let outcome = try place.fixture("verify", "words", "--set", "journal=\(place.journal)")
        #expect(outcome.code == 0)
        #expect(outcome.output.hasSuffix("\n\n6 steps made the same again\n"))
        #expect(try (place.fixture("models", "list", "words", "--all", "--json").json() as? [Any])?.count == 1)
        let document =
            try place.fixture(
                "verify", "words", "--step", "train", "--json", "--set", "journal=\(place.journal)"
            ).json() as? [String: Any]
        #expect(document?["deterministic"] as? Bool == true)
        #expect((document?["steps"] as? [[String: Any]])?.map { $0["name"] as? String } == ["train"])
    }

    @Test func `What has no result is told, and how to make it`() throws {
        let outcome = try place.fixture("verify", "restless", "--set", "seed=7")
        #expect(outcome.code == 1)
        #expect(
            outcome.output.narrow
                == """
                step  second time
                before  not run  it has no result with these inputs and this code
                draw  not run  it needs what `before` makes
                after  not run  it needs what `before` makes

                3 steps could not be compared; make the results first with: pipeline run restless --set seed=7

                """)
        let spaced = try place.fixture("verify", "words", "--set", "journal=\(place.path)/my journal")
        #expect(
            spaced.output.hasSuffix(
                "make the results first with: pipeline run words --set 'journal=\(place.path)/my journal'\n"))
        let mistake = try place.fixture("verify", "restless", "--step", "drew")
        #expect(mistake.code == 2)
        #expect(mistake.complaints == "error: 'restless' has no step 'drew'; did you mean 'draw'?\n")
    }

    @Test func `An interrupt ends the steps that run, and leaves nothing`() throws {
        let gate = try Gate(in: place)
        let run = try place.start(.fixture, ["run", "gates", "--quiet", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        gate.letThrough()
        #expect(try run.outcome().code == 0)
        let verification = try place.start(.fixture, ["verify", "gates", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        // The folder of a command at work is left alone.
        #expect(try place.fixture("cache", "gc").output == "nothing to remove\n")
        #expect(try files(in: "staging").contains { $0.hasSuffix("@wait") })
        verification.send(SIGINT)
        #expect(try verification.outcome().code == 130)
        #expect(try files(in: "staging") == [])
    }
}
