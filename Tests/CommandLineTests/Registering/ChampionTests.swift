import Foundation
import ProgramTesting
import Testing

/// A model of the registry as a parameter: what an alias stands for when the run begins.
struct ChampionTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func fixture(_ words: [String]) throws -> Outcome {
        try place.run(.fixture, words, environment: ["FIXTURE_CHALLENGE": "1"])
    }

    private func run(epochs: Int, _ settings: String...) throws -> Outcome {
        try fixture(["run", "challenge"] + (["epochs=\(epochs)"] + settings).flatMap { ["--set", $0] })
    }

    /// What the plan says of the step that reads the champion.
    private func plan(epochs: Int, _ settings: String...) throws -> String {
        let plan = try fixture(["plan", "challenge"] + (["epochs=\(epochs)"] + settings).flatMap { ["--set", $0] })
        let line = try #require(plan.output.split(separator: "\n").first { $0.hasPrefix("duel ") }, "\(plan)")
        return line.split(separator: " ").dropFirst().joined(separator: " ")
    }

    @Test func `A moved alias is the reason that plan and why name`() throws {
        let first = try run(epochs: 10)
        #expect(first.output.contains("10.0 against nobody, no version"), "\(first)")
        #expect(first.output.hasSuffix("words:1 is now champion\n"), "\(first)")
        #expect(try plan(epochs: 10) == "run `champion`: words@champion is words:1 now, and was not there")
        let second = try run(epochs: 20)
        #expect(second.output.contains("20.0 against 10.0, words:1"), "\(second)")
        #expect(second.output.hasSuffix("words:2 is now champion; before it was words:1\n"))
        #expect(try plan(epochs: 20) == "run `champion`: words@champion moved from words:1 to words:2")
        let third = try run(epochs: 20)
        #expect(third.code == 0)
        #expect(third.output.contains("duel.isBetter"), "\(third)")
        #expect(
            try fixture(["why", "last", "duel"]).output.contains(
                "because `champion`: words@champion moved from words:1 to words:2\n"))
        #expect(try plan(epochs: 20) == "cached unchanged")
        #expect(try fixture(["models", "show", "words"]).output.contains("words:2"))
    }

    @Test func `Another model can be asked for, or none`() throws {
        _ = try run(epochs: 10)
        _ = try run(epochs: 20)
        #expect(try run(epochs: 15, "champion=words:1").output.contains("15.0 against 10.0, words:1"))
        #expect(try run(epochs: 5, "champion=").output.contains("5.0 against nobody, no version"))
        #expect(try plan(epochs: 5, "champion=") == "cached unchanged")
    }

    @Test(arguments: [
        (
            "words@champoin",
            "the model of `champion`: 'words' has no alias 'champoin'; did you mean 'champion'? (an empty text asks for none)"
        ),
        (
            "words:7",
            "the model of `champion`: 'words' has no version 7; it has 1 (an empty text asks for none)"
        ),
    ])
    func `A model that is asked for has to be there`(_ name: String, _ message: String) throws {
        _ = try run(epochs: 10)
        let outcome = try run(epochs: 11, "champion=\(name)")
        #expect(outcome.code == 2)
        #expect(outcome.complaints == "error: \(message)\n")
    }

    @Test func `A version is tested on the same data whatever champion it was compared with`() throws {
        _ = try fixture(["run", "challenge", "--quiet"])
        _ = try fixture([
            "models", "policy", "words", "--gate", "not worse than champion in error on the same test set",
        ])
        let better = try run(epochs: 20)
        #expect(better.output.hasSuffix("words:2 is now champion; before it was words:1\n"), "\(better)")
        let best = try run(epochs: 30)
        #expect(best.output.hasSuffix("words:3 is now champion; before it was words:2\n"), "\(best)")
    }

    @Test func `A run is reproduced with the champion of then`() throws {
        _ = try run(epochs: 10)
        _ = try run(epochs: 20)
        let outcome = try fixture(["reproduce", "last"])
        #expect(!outcome.output.contains("words@champion"), "\(outcome)")
        #expect(outcome.output.contains("duel"), "\(outcome)")
        #expect(outcome.code == 0)
    }
}
