import Foundation
import ProgramTesting
import Testing

/// What a change runs again, and what it does not.
struct RerunTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `Nothing changed: every step is cached, and nothing runs`() throws {
        let first = try place.runPipeline("words")
        #expect(
            first.states == [
                "split succeeded", "training_words succeeded", "test_words succeeded", "train succeeded",
                "evaluate succeeded", "register succeeded", "reject skipped",
            ])
        #expect(try place.takeJournal().count == 6)
        let second = try place.runPipeline("words")
        #expect(
            second.states == [
                "split cached", "training_words cached", "test_words cached", "train cached", "evaluate cached",
                "register cached", "reject skipped",
            ])
        #expect(try place.takeJournal() == [])
        #expect(second.model == first.model)
        #expect(second.model == RunDocument.Model(group: "words", version: 1))
    }

    @Test func `Another number of epochs runs the training and what its output changes`() throws {
        _ = try place.runPipeline("words")
        _ = try place.takeJournal()
        let run = try place.runPipeline("words", "epochs=20")
        #expect(try place.takeJournal() == ["train", "evaluate", "register"])
        #expect(run.steps("cached") == ["split", "training_words", "test_words"])
        #expect(try run.reason("train") == "`epochs` 10 → 20")
        #expect(run.model == RunDocument.Model(group: "words", version: 2))
    }

    @Test func `Another threshold decides the condition anew and runs only the branch it now takes`() throws {
        _ = try place.runPipeline("words")
        _ = try place.takeJournal()
        let strict = try place.runPipeline("words", "max_error=5")
        #expect(try place.takeJournal() == [])
        #expect(strict.steps("cached") == ["split", "training_words", "test_words", "train", "evaluate"])
        #expect(strict.steps("failed") == ["reject"])
        #expect(strict.status == "failed")
        #expect(strict.code == 1)
        #expect(try strict.reason("reject") == "the error is 10, not below max_error, which is 5")
        #expect(
            try strict.reason("register")
                == "evaluate.error < max_error does not hold: evaluate.error is 10, max_error is 5")
        let lenient = try place.runPipeline("words", "max_error=50")
        #expect(try place.takeJournal() == [])
        #expect(lenient.steps("cached").last == "register")
        #expect(
            try lenient.reason("reject") == "evaluate.error < max_error holds: evaluate.error is 10, max_error is 50")
    }

    @Test(arguments: ["edited", "added", "removed"])
    func `A training text that changes runs the split and its own side, not the other`(how: String) throws {
        _ = try place.runPipeline("words")
        _ = try place.takeJournal()
        switch how {
        case "edited": try place.write("yellow\n", to: "project/data/texts/training/two.txt")
        case "added": try place.write("yellow\n", to: "project/data/texts/training/three.txt")
        default: try place.remove("project/data/texts/training/two.txt")
        }
        let run = try place.runPipeline("words")
        #expect(try place.takeJournal() == ["split", "count training", "train", "evaluate", "register"])
        #expect(run.steps("cached") == ["test_words"])
        let change = [
            "edited": "1 file changed: training/two.txt", "added": "1 file added: training/three.txt",
            "removed": "1 file removed: training/two.txt",
        ]
        #expect(try run.reason("split") == "`texts`: \(change[how] ?? "")")
    }

    @Test func `A step that made the same bytes wakes nobody`() throws {
        _ = try place.runPipeline("words")
        _ = try place.takeJournal()
        // The same words in another order: other texts, the same counts.
        try place.write("blue\nred green\n", to: "project/data/texts/training/one.txt")
        let run = try place.runPipeline("words")
        #expect(try place.takeJournal() == ["split", "count training"])
        #expect(run.steps("cached") == ["test_words", "train", "evaluate", "register"])
    }

    @Test func `Touching every file runs nothing`() throws {
        _ = try place.runPipeline("words")
        _ = try place.takeJournal()
        let texts = "\(place.project)/data/texts"
        for name in try FileManager.default.subpathsOfDirectory(atPath: texts) {
            #expect(utimes("\(texts)/\(name)", nil) == 0)
        }
        let run = try place.runPipeline("words")
        #expect(try place.takeJournal() == [])
        #expect(run.steps("cached").count == 6)
    }

    @Test func `Going back to an older value runs nothing, for the old results are still there`() throws {
        let first = try place.runPipeline("words")
        _ = try place.runPipeline("words", "epochs=20")
        _ = try place.takeJournal()
        let back = try place.runPipeline("words", "epochs=10")
        #expect(try place.takeJournal() == [])
        #expect(back.steps("cached").count == 6)
        #expect(back.model == first.model)
    }

    @Test func `A project that was moved elsewhere keeps its results`() throws {
        _ = try place.runPipeline("words")
        _ = try place.takeJournal()
        try FileManager.default.moveItem(atPath: place.project, toPath: "\(place.path)/moved")
        let outcome = try place.run(
            .fixture, ["run", "words", "--json", "--set", "journal=\(place.journal)"], in: "\(place.path)/moved")
        #expect(try RunDocument(outcome).steps("cached").count == 6)
        #expect(try place.takeJournal() == [])
    }

    @Test func `A folder in the home folder is found by ~, which no shell replaces behind a parameter's name`() throws {
        _ = try place.runPipeline("words")
        let home = try place.runPipeline(
            "words", "texts=~/data/texts", environment: ["HOME": place.project])
        #expect(home.steps("cached").count == 6)
        let absent = try place.fixture("run", "words", "--set", "texts=~/data/texts")
        #expect(
            absent.complaints == "error: the folder of `texts`: there is nothing at '/nowhere/data/texts'\n")
    }
}
